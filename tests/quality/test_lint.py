"""The linter that remembers finds what sqlfluff finds, and all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.harness import PROJECT

CONFIGURATION = "[sqlfluff]\ndialect = postgres\ntemplater = raw\nmax_line_length = 60\n"

UNTIDY = {
    "one.sql": """select a,b , (case when a>1 then 'x' else 'y' end) c
 from t where a = 1
  and b=2 and a_name_that_goes_on = 'a text that is too long for a line'
order by a limit 3
""",
    "two.sql": "select a\n  , b\nfrom t inner join u on t.a = u.a where  b in ( 1,2 )\n",
    "three.sql": "select a from t\n",
}


def found(command: list[str], folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Lint a folder; what is wrong, by file."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    words = [*command, "lint", "--format", "json", "--processes", "2", "."]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    return {Path(of["filepath"]).name: of["violations"] for of in json.loads(done.stdout)}


def test_the_linter_that_remembers_finds_the_same(tmp_path: Path) -> None:
    (tmp_path / ".sqlfluff").write_text(CONFIGURATION)
    for name, text in UNTIDY.items():
        (tmp_path / name).write_text(text)
    plainly = found([sys.executable, "-m", "sqlfluff"], tmp_path)
    assert plainly == found([sys.executable, "-m", "tests.warm_lint"], tmp_path)
    assert not plainly["three.sql"]
    rules = {violation["code"] for of in plainly.values() for violation in of}
    assert rules >= {"LT01", "LT02", "LT05", "LT14"}, "those that share what is made of a file"
