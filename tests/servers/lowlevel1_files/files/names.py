"""The tools by name."""

from enum import Enum


class Tools(str, Enum):
    READ = "read_file"
    WRITE = "write_file"
    FIND = "find_files"
