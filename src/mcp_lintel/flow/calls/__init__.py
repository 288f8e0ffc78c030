"""What calls do: of functions of the project, of its objects and models, and of libraries."""
