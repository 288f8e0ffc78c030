"""The 25 patterns of how servers are really written, each as a small whole server in a folder of its own."""
