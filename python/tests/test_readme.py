"""The README's examples run, in their order."""

import pathlib
import re

README = pathlib.Path(__file__).parents[1] / "README.md"


def blocks():
    return re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def test_the_examples_run():
    names = {}
    for block in blocks():
        # that of Spark runs where Spark is tested
        if "pyspark" not in block:
            exec(block, names)
            if "facts" in names:
                assert len(names["facts"]) == 1
    assert [(f.type, f.subject, f.object) for f in names["read"].facts] == [("investment", "Microsoft", "OpenAI")]
