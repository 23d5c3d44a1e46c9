"""Job postings in the answers of providers, and their numbers on LinkedIn."""

from collections.abc import Callable
from typing import Any

import pytest
from psycopg.types.json import Jsonb

Sql = Callable[..., list[tuple[Any, ...]]]

JOB = {"title": "Engineer"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"isInitialCheck": True, "jobPostData": JOB}, [JOB]),
        ({"jobPostData": '{"title": "Engineer"}'}, [JOB]),
        ({"jobPostData": [JOB, JOB, None]}, [JOB, JOB]),
        ({"jobPostData": None, "title": "Engineer"}, [{"jobPostData": None, "title": "Engineer"}]),
        ({"type": "job_opening", "attributes": JOB}, [JOB]),
        (JOB, [JOB]),
        ([JOB], [JOB]),
        ([{"jobPostData": JOB, "isInitialCheck": False}], [JOB]),
        ({"organization_job_postings": [JOB, JOB]}, [JOB, JOB]),
        ({"jobs": [], "count": 0}, []),
        ({}, [{}]),
        ("Engineer", None),
        (None, None),
    ],
)
def test_listed_jobs(sql: Sql, answer: Any, expected: Any) -> None:
    assert sql("select reference.listed_jobs(%s::jsonb)", [Jsonb(answer)]) == [(expected,)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://www.linkedin.com/jobs/view/4318795938", 4318795938),
        ("linkedin.com/jobs/view/4318795938/?refId=x", 4318795938),
        ("https://ca.linkedin.com/jobs/view/it-support-analyst-l2-at-apollo-io-4011156187?position=7", 4011156187),
        ("https://www.linkedin.com/comm/jobs/view/4318795938", 4318795938),
        ("https://linkedin.com/jobs/view/...", None),
        ("https://www.linkedin.com/jobs/view/0", None),
        ("https://www.linkedin.com/jobs/view/" + "9" * 30, None),
        ("https://www.linkedin.com/company/acme", None),
        ("https://jobs.example/jobs/view/4318795938", None),
    ],
)
def test_linkedin_job_id(sql: Sql, value: str, expected: int | None) -> None:
    assert sql("select reference.linkedin_job_id(%s)", [value]) == [(expected,)]
