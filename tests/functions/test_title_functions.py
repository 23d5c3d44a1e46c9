"""Folding and cleaning of job titles."""

from collections.abc import Callable
from typing import Any

import pytest

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("VP, Head of Sales", ", vp , head of sales ,"),
        ("  vp   HEAD\tof sales ", ", vp head of sales ,"),
        ("V.P. of R&D", ", vp of r and d ,"),
        ("Co-Founder & CEO @ Acme", ", co founder and ceo at acme ,"),
        ("COO- Acme / CFO | Speaker (EMEA)", ", coo , acme , cfo , speaker , emea ,"),
        ("Vertriebsleiter/in (m/w/d)", ", vertriebsleiter ,"),
        ("Softwareentwickler:innen", ", softwareentwickler ,"),
        ("Ingénieur(e) d'études H/F", ", ingenieur d etudes ,"),
        ("Ingeniero/a", ", ingeniero ,"),
        ("Sales/e-commerce", ", sales , e commerce ,"),
        ("Professor\u2019s assistant", ", professor assistant ,"),
        ("Główny Księgowy", ", glowny ksiegowy ,"),
        ("Økonomichef", ", okonomichef ,"),
        ("営業部長・取締役", ", 営 業 部 長 , 取 締 役 ,"),
        ("\uff23\uff25\uff2f", ", ceo ,"),
        ("マネージャー", ", マ ネ ー ジ ャ ー ,"),
        ("🚀 --- |", None),
        ("", None),
        (None, None),
    ],
)
def test_job_title_words(sql: Sql, title: str | None, expected: str | None) -> None:
    assert sql("select reference.job_title_words(%s)", [title]) == [(expected,)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("VP, Sales", "VP, Sales"),
        ("sr. V.P.,  Sales", "Senior VP, Sales"),
        ("VP OF SALES & MARKETING", "VP of Sales & Marketing"),
        ("head of r&d", "Head of R&D"),
        ("co-founder/ceo", "Co-Founder/CEO"),
        ("Head of Sales at Acme", "Head of Sales"),
        ("Director of Sales At Acme", "Director of Sales"),
        ("Director at large", "Director at large"),
        ("Chief Revenue Officer @Acme", "Chief Revenue Officer"),
        ("Manager (she/her) | Acme | Speaker", "Manager"),
        ("🚀 Founder • Speaker", "Founder"),
        ("Softwareentwickler (m/w/d)", "Softwareentwickler"),
        ("SOFTWARE ENGINEER III", "Software Engineer III"),
        ("iOS Developer", "iOS Developer"),
        ("Asst. Mgr.", "Assistant Manager"),
        ("CEO", "CEO"),
        ("Head Of Sales", "Head of Sales"),
        ("代表取締役社長", "代表取締役社長"),
        ("🚀", "🚀"),
        (" null ", None),
        (None, None),
    ],
)
def test_clean_job_title(sql: Sql, title: str | None, expected: str | None) -> None:
    assert sql("select reference.clean_job_title(%s)", [title]) == [(expected,)]


@pytest.mark.parametrize(
    "title", ["VP OF SALES", "sr. V.P., Sales", "Head of Sales at Acme | Speaker", "co-founder/ceo"]
)
def test_a_cleaned_title_stays_as_it_is(sql: Sql, title: str) -> None:
    once = sql("select reference.clean_job_title(%s)", [title])[0][0]
    assert sql("select reference.clean_job_title(%s)", [once]) == [(once,)]
