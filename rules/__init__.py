"""The rules of the standard: one package a document, one file a rule."""
