import pathlib


class Store:
    def __init__(self, folder: pathlib.Path) -> None:
        self._folder = folder

    def read(self, name: str) -> str:
        return (self._folder / name).read_text()

    def save(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text)

    def drop(self, name: str) -> None:
        (self._folder / name).unlink()
