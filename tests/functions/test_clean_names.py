"""Rule N7: names of companies as people write them in an e-mail."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Sql = Callable[..., list[tuple[Any, ...]]]

LEGAL_FORMS = (
    """
Inc|Inc.|Incorporated|LLC|L.L.C.|Ltd|Ltd.|Limited|Corp.|Corporation|Co|Co., Ltd.|PLC|LLP|Pty Ltd|Pvt. Ltd.|Pte. Ltd.
Sdn. Bhd.|GmbH|GmbH & Co. KG|AG|SE|e.K.|UG|S.A.|SA|SAS|S.A.R.L.|SARL|S.p.A.|S.r.l.|S.L.|Ltda.|S.A. de C.V.
S. de R.L. de C.V.|B.V.|BV|N.V.|NV|AB|AS|A/S|ApS|Oy|Oyj|s.r.o.|a.s.|Sp. z o.o.|d.o.o.|Kft.|A.Ş.|San. ve Tic. A.Ş.
Ltd. Şti.|UAB|OÜ|K.K.|PJSC|株式会社|有限公司|주식회사|\u0422\u041e\u0412|OOD
""".strip()
    .replace("\n", "|")
    .split("|")
)


def clean(sql: Sql, value: str | None) -> str | None:
    ((name,),) = sql("select reference.clean_company_name(%s::text)", [value])
    return None if name is None else str(name)


@pytest.mark.parametrize("form", LEGAL_FORMS)
def test_legal_forms_go(sql: Sql, form: str) -> None:
    assert clean(sql, f"Blue Fern {form}") == "Blue Fern"
    assert clean(sql, f"Blue Fern, {form}") == "Blue Fern"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("WUNDERGROUND LLC", "Wunderground"),
        ("ADTRAN", "Adtran"),
        ("THE BLUE FERN GARDEN COMPANY LIMITED", "The Blue Fern Garden Company"),
        ("BANK OF NORTHWIND CORPORATION", "Bank of Northwind"),
        ("O'MALLEY FOODS, INC.", "O'Malley Foods"),
        ("MCALLEN'S CORP", "McAllen's"),
        ("FERN-GARDEN GROUP", "Fern-Garden Group"),
        ("NORTHWIND.COM B.V.", "Northwind.com"),
        ("RED FOX INC", "Red Fox"),
        ("L'ÉCLAIR", "L'Éclair"),
        ("FERN, SONS & DAUGHTERS LTD", "Fern, Sons & Daughters"),
        ("blue fern", "Blue Fern"),
        ("bank of northwind", "Bank of Northwind"),
    ],
)
def test_case_is_repaired_where_a_name_shouts(sql: Sql, value: str, name: str) -> None:
    assert clean(sql, value) == name


@pytest.mark.parametrize(
    "value",
    [
        *[
            "IBM",
            "KPMG",
            "3M",
            "H&M",
            "IKEA",
            "NASA",
            "SAP",
            "VMWARE",
            "WQXRT",
            "TIBCO",
            "BlueFern",
            "iFern",
            "bluefern",
        ],
        *[
            "ALTA Language Services",
            "blue-fern",
            "fern.io",
            "Bytes and Butter",
            "Fern, Garden",
            "ФЕРН",
            "日本",
            "J.P. Fern",
        ],
        *["The Limited", "Company", "Inc", "S.A.", "McFern & Company", "AS Roma", "SE Ranking", "FERN, ABCDE", "E.ON"],
        *["DO & CO", "The Fern Company", "Fern Group", "Visa", "Costco", "Tesco", "Fern.inc", "Alphabet", "A", "X Æ"],
    ],
)
def test_what_stays(sql: Sql, value: str) -> None:
    assert clean(sql, value) == value


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Fern® Widgets™, Inc.", "Fern Widgets"),
        ("Fern (UK) Ltd", "Fern"),
        ("Fern, Inc (we're hiring!)", "Fern"),
        ("Fern - The CRM for gardens", "Fern"),
        ("Fern | Gardens for everyone", "Fern"),
        ("Home | Fern", "Fern"),
        ("Fern -- @fern", "Fern"),
        ("Fern, @garden", "Fern"),
        ("Fern, a Northwind company", "Fern"),
        ("Fern Holdings LLC d/b/a Joe's Garden", "Joe's Garden"),
        ("Fern (formerly Garden Inc.)", "Fern"),
        ("Fern Company, The", "Fern Company"),
        ("Smith & Fern Co.", "Smith & Fern"),
        ("Yippee!", "Yippee"),
        ("Fern &amp; Sons", "Fern & Sons"),
        ("http://www.fern.com/about", "fern"),
        ("https://fern.ai", "fern.ai"),
        ("«Ферн»", "Ферн"),
        ("\u041e\u041e\u041e «Ферн»", "Ферн"),
        ("Oy Fern Ab", "Fern"),
        ("PT Fern Indonesia (Persero) Tbk", "Fern Indonesia"),
        ("株式会社フェルン", "フェルン"),
        ("\U0001f680 Fern", "Fern"),
        ("  Fern   Garden ", "Fern Garden"),
        ("Siemensia Aktiengesellschaft", "Siemensia"),
    ],
)
def test_what_stands_beside_a_name_goes(sql: Sql, value: str, name: str) -> None:
    assert clean(sql, value) == name


@pytest.mark.parametrize("value", [None, "", " ", "null", "NULL"])
def test_nothing_gives_nothing(sql: Sql, value: str | None) -> None:
    assert clean(sql, value) is None


@pytest.mark.parametrize("value", ["...", "()", "@", "-", "®", "( ) Inc", "&", "Ltd Ltd Ltd Ltd", "GmbH & Co. KG"])
def test_a_name_is_never_emptied(sql: Sql, value: str) -> None:
    assert clean(sql, value)


NAMES = st.lists(
    st.sampled_from(
        [
            *[
                "Fern",
                "GARDEN",
                "fern",
                "& Co",
                "Inc.",
                "Ltd",
                ",",
                "(",
                ")",
                "- ",
                "|",
                "@x",
                "The",
                "GmbH",
                "®",
                "AG",
                "!",
            ],
            *[
                "d/b/a",
                "A/S",
                "Group",
                "of",
                "株式会社",
                "Ő",
                ".com",
                "https://",
                "KG",
                "&",
                "'s",
                "LLC",
                "formerly",
                "\u200b",
            ],
        ]
    ),
    max_size=8,
).map(" ".join)


@given(value=st.one_of(NAMES, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cleaning_is_total_and_short(sql: Sql, value: str) -> None:
    ((line, name),) = sql(
        "select reference.clean_line(v), reference.clean_company_name(v) from (select %s::text as v) as given", [value]
    )
    assert (name is None) == (line is None)
    assert name is None or 0 < len(name) <= 300
