from collections.abc import Sequence
from os import PathLike

import pyarrow as pa

class Engine:
    def __new__(
        cls,
        dictionaries: str | PathLike[str] | None,
        add: Sequence[str | PathLike[str]],
        languages: Sequence[str] | None,
        min_confidence: float | None,
        facts: bool,
        prefer_future: bool,
        threads: int | None,
    ) -> Engine: ...
    def extract(
        self, text: str, id: str, date: str | None, lang: str | None
    ) -> tuple[str, str | None, list[tuple[object, ...]], list[tuple[object, ...]]]: ...
    def extract_batch(
        self,
        data: object,
        text: str,
        id: str | None,
        date: str | None,
        lang: str | None,
        errors: bool,
        wanted: tuple[bool, bool],
        threads: int | None,
    ) -> tuple[pa.Table | None, pa.Table | None, tuple[int, str | None, str] | None]: ...

def schema(table: str, errors: bool) -> pa.Schema: ...
def one_line(text: str) -> str: ...
