"""Rules N2 to N5 and URLs: every odd form that was seen, and its one canonical form."""

from collections.abc import Callable
from typing import Any

import pytest

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("value", "domain"),
    [
        ("https://www.Müller-Optik.example/de/?utm_source=clay", "müller-optik.example"),
        ("WWW.müller-optik.example/", "müller-optik.example"),
        ("xn--mller-optik-thb.example", "müller-optik.example"),
        ("www.xtrachef.com", "xtrachef.com"),
        ("http://www.open.money", "open.money"),
        ("HTTPS://www.X.com/path", "x.com"),
        ("foo.com. ", "foo.com"),
        ("a@b.com", None),
        ("http://u:p@foo.com:8080/x", "foo.com"),
        ("localhost", None),
        ("1.2.3.4", None),
        ("http://[::1]:80", None),
        ("\uff26\uff2f\uff2f\uff0e\uff43\uff4f\uff4d", "foo.com"),
        ("foo\u3002com", "foo.com"),
        ("http:\\\\foo.com\\x", "foo.com"),
        ("https://https://foo.com", "foo.com"),
        ("foo_bar.com", "foo_bar.com"),
        ("-foo.com", None),
        ("foo..com", None),
        ("xn--zzzzzzzz99999.com", "xn--zzzzzzzz99999.com"),
        ("xn--fiqs8s", None),
        ("中文.中国", "中文.中国"),
        ("xn--fiq228c.xn--fiqs8s", "中文.中国"),
        ("foo.com:443", "foo.com"),
        ("null", None),
        ("", None),
        ("www.com", "www.com"),
        ("www.www.com", "www.com"),
        ("foo.123", None),
        ("foo com.de", None),
        ("xn--i-7iq.ws", "xn--i-7iq.ws"),
        ("mailto:bob@foo.com", None),
        ("//foo.com/a", "foo.com"),
        ("foo.com?x", "foo.com"),
        ("foo.com#x", "foo.com"),
        ("n/a", None),
        ("xn--strae-oqa.de", "straße.de"),
        ("straße.de", "straße.de"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", None),
        ("foo.com/", "foo.com"),
        ("5tran.co", "5tran.co"),
        ("xn--mller-optik-thb.EXAMPLE", "müller-optik.example"),
        ("foo.square.site", "foo.square.site"),
        ("http://foo.com:80:90", None),
        ("\ufefffoo.com", "foo.com"),
        ("foo\u00ad.com", "foo.com"),
        ("a.b.c.co.uk", "a.b.c.co.uk"),
        ("https://www.foo.com/?a=b@c", "foo.com"),
        ("https://foo.com/@bar", "foo.com"),
        ("www.www.foo.com", "foo.com"),
        ("http.com", "http.com"),
    ],
)
def test_normalize_domain(sql: Sql, value: str, domain: str | None) -> None:
    statement = "select reference.normalize_domain(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(domain,)]


@pytest.mark.parametrize(
    ("value", "is_page"),
    [
        ("foo.com", False),
        ("https://www.foo.com/", False),
        (" https://https://foo.com// ", False),
        ("foo.com?x=/a", False),
        ("foo.com/?x", False),
        ("", False),
        ("foo.com/a", True),
        ("//foo.com/a", True),
        ("HTTPS://foo.com:443//a?x", True),
        ("http:\\\\foo.com\\x", True),
        ("foo.com\uff0fa", True),
        (None, None),
    ],
)
def test_names_a_page(sql: Sql, value: str | None, is_page: bool | None) -> None:
    assert sql("select reference.names_a_page(%s)", [value]) == [(is_page,)]


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("xn--mller-kva", "müller"),
        ("xn--fiqs8s", "中国"),
        ("xn--bcher-kva", "bücher"),
        ("XN--BCHER-KVA", "bücher"),
        ("xn--", "xn--"),
        ("xn--a", "\u0080"),
        ("xn---", "xn---"),
        ("xn--99999999", "xn--99999999"),
        ("plain", "plain"),
        ("xn--strae-oqa", "straße"),
        ("xn--i-7iq", "i❤"),
        ("xn--ls8h", "💩"),
    ],
)
def test_punycode_decode(sql: Sql, value: str, label: str) -> None:
    statement = "select reference.punycode_decode(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(label,)]


@pytest.mark.parametrize(
    ("value", "url", "kind", "slug"),
    [
        ("https://de.linkedin.com/in/Foo-Bar/", "https://www.linkedin.com/in/foo-bar", "real", "foo-bar"),
        ("http://linkedin.com/in/foo?originalSubdomain=sg", "https://www.linkedin.com/in/foo", "real", "foo"),
        ("linkedin.com/in/x", "https://www.linkedin.com/in/x", "real", "x"),
        ("https://www.linkedin.com/in/jos%C3%A9-x/en", "https://www.linkedin.com/in/josé-x", "real", "josé-x"),
        ("https://www.linkedin.com/in/josé-x", "https://www.linkedin.com/in/josé-x", "real", "josé-x"),
        ("https://www.linkedin.com/in/jose%CC%81-x", "https://www.linkedin.com/in/josé-x", "real", "josé-x"),
        ("https://www.linkedin.com/in/x%ZZ", "https://www.linkedin.com/in/x%zz", "real", "x%zz"),
        ("https://www.linkedin.com/in/x%E9", "https://www.linkedin.com/in/x%e9", "real", "x%e9"),
        ("HTTPS://WWW.LINKEDIN.COM/IN/FOO#a", "https://www.linkedin.com/in/foo", "real", "foo"),
        ("https://www.linkedin.com/in/ACwAABc123/", "https://www.linkedin.com/in/ACwAABc123", "salesnav", "ACwAABc123"),
        (
            "https://www.linkedin.com/in/ACwAABc123,NAME_SEARCH,x1y2",
            "https://www.linkedin.com/in/ACwAABc123",
            "salesnav",
            "ACwAABc123",
        ),
        (
            "https://de.linkedin.com/in/ACoAAB_c-9%2CNAME/",
            "https://www.linkedin.com/in/ACoAAB_c-9",
            "salesnav",
            "ACoAAB_c-9",
        ),
        ("https://www.linkedin.com/in/Foo,Bar", "https://www.linkedin.com/in/foo,bar", "real", "foo,bar"),
        (
            "https://www.linkedin.com/sales/lead/ACwAAxY,NAME_SEARCH,x",
            "https://www.linkedin.com/sales/lead/ACwAAxY",
            "salesnav",
            None,
        ),
        (
            "https://www.linkedin.com/sales/people/ACwAAxY%2CNAME",
            "https://www.linkedin.com/sales/lead/ACwAAxY",
            "salesnav",
            None,
        ),
        ("https://www.linkedin.com/pub/foo/1/2/3", None, None, None),
        ("https://www.linkedin.com/company/x", None, None, None),
        ("https://evil.com/in/x?linkedin.com", None, None, None),
        ("linkedin.com.evil.com/in/x", None, None, None),
        ("m.linkedin.com/mwlite/in/foo", "https://www.linkedin.com/in/foo", "real", "foo"),
        ("touch.www.linkedin.com/in/foo/de-de", "https://www.linkedin.com/in/foo", "real", "foo"),
        ("https://www.linkedin.com//in//foo", "https://www.linkedin.com/in/foo", "real", "foo"),
        ("https://www.linkedin.com/in/a%2541", "https://www.linkedin.com/in/a%2541", "real", "a%2541"),
        ("https://www.linkedin.com/in/", None, None, None),
        ("www.linkedin.com/in/foo/details/experience", "https://www.linkedin.com/in/foo", "real", "foo"),
        ("https://www.linkedin.com/in/foo bar", None, None, None),
        ("https://www.linkedin.com/in/foo\ufeff-bar", "https://www.linkedin.com/in/foo-bar", "real", "foo-bar"),
        ("https://www.linkedin.com/in/foo\u200b-bar/", "https://www.linkedin.com/in/foo-bar", "real", "foo-bar"),
        ("linkedin.com/in/foo%E2%80%8B-bar%E2%81%A0", "https://www.linkedin.com/in/foo-bar", "real", "foo-bar"),
        ("linkedin.com/in/fo\u00ado-\u2764\ufe0f", "https://www.linkedin.com/in/foo-\u2764", "real", "foo-\u2764"),
        ("linkedin.com/in/\u202afoo\u200e", "https://www.linkedin.com/in/foo", "real", "foo"),
        ("linkedin.com/in/jose\u200d\u0301", "https://www.linkedin.com/in/josé", "real", "josé"),
        ("linkedin.com/in/\u200b\u2060", None, None, None),
        ("linkedin.com/in/ACwAA\u200bBc123/", "https://www.linkedin.com/in/ACwAABc123", "salesnav", "ACwAABc123"),
        ("linkedin.com/in/ACwAABc123%E2%80%8B", "https://www.linkedin.com/in/ACwAABc123", "salesnav", "ACwAABc123"),
        ("null", None, None, None),
        ("https://www.linkedin.com/in/foo?x", "https://www.linkedin.com/in/foo", "real", "foo"),
        ("http://linkedin.com/in/ACoAAB_c-9", "https://www.linkedin.com/in/ACoAAB_c-9", "salesnav", "ACoAAB_c-9"),
        ("www.linkedin.com/in/%E4%B8%AD%E6%96%87", "https://www.linkedin.com/in/中文", "real", "中文"),
        ("https://www.linkedin.com/school/mit", None, None, None),
        ("https://www.linkedin.com/sales/lead/", None, None, None),
        (f"linkedin.com/in/{'𠀀' * 143}", f"https://www.linkedin.com/in/{'𠀀' * 143}", "real", "𠀀" * 143),
        (f"linkedin.com/in/{'𠀀' * 144}", None, None, None),
    ],
)
def test_person_linkedin_urls(sql: Sql, value: str, url: str | None, kind: str | None, slug: str | None) -> None:
    statement = (
        "select reference.normalize_person_linkedin_url(v),"
        " reference.linkedin_url_type(reference.normalize_person_linkedin_url(v)),"
        " reference.linkedin_slug(reference.normalize_person_linkedin_url(v))"
        " from (select %s::text as v) as given"
    )
    assert sql(statement, [value]) == [(url, kind, slug)]


@pytest.mark.parametrize(
    ("value", "url", "slug"),
    [
        (
            "http://linkedin.com/company/Mueller-Optik-Example/?trk=abc",
            "https://www.linkedin.com/company/mueller-optik-example",
            "mueller-optik-example",
        ),
        (
            "https://dk.linkedin.com/company/Zoe-Son-Example/",
            "https://www.linkedin.com/company/zoe-son-example",
            "zoe-son-example",
        ),
        (
            "https://www.linkedin.com/company/russell-tobin-&-associates-llc",
            "https://www.linkedin.com/company/russell-tobin-&-associates-llc",
            "russell-tobin-&-associates-llc",
        ),
        (
            "https://www.linkedin.com/company/mitsui-co-ltd-/about/",
            "https://www.linkedin.com/company/mitsui-co-ltd-",
            "mitsui-co-ltd-",
        ),
        ("https://www.linkedin.com/company/1646/", "https://www.linkedin.com/company/1646", "1646"),
        ("https://www.linkedin.com/school/MIT/admin/", "https://www.linkedin.com/school/mit", "mit"),
        ("https://www.linkedin.com/showcase/x", "https://www.linkedin.com/showcase/x", "x"),
        ("https://www.linkedin.com/sales/company/825160", "https://www.linkedin.com/company/825160", "825160"),
        ("urn:li:fs_salesCompany:40728768", "https://www.linkedin.com/company/40728768", "40728768"),
        ("https://www.linkedin.com/in/x", None, None),
        ("https://www.linkedin.com/company/foo%26bar", "https://www.linkedin.com/company/foo&bar", "foo&bar"),
        ("https://www.linkedin.com/company/caf%C3%A9", "https://www.linkedin.com/company/café", "café"),
        ("linkedin.com/company/x/admin/", "https://www.linkedin.com/company/x", "x"),
        ("null", None, None),
        ("https://www.linkedin.com/company/", None, None),
        ("linkedin.com/company/null", None, None),
        ("https://www.linkedin.com/company/Foo,%20Bar/", None, None),
    ],
)
def test_company_linkedin_urls(sql: Sql, value: str, url: str | None, slug: str | None) -> None:
    statement = (
        "select reference.normalize_company_linkedin_url(v),"
        " reference.linkedin_slug(reference.normalize_company_linkedin_url(v))"
        " from (select %s::text as v) as given"
    )
    assert sql(statement, [value]) == [(url, slug)]


@pytest.mark.parametrize(
    ("value", "url"),
    [
        (
            "https://vendor-loyalty.example/case-studies/sidewall/?utm=x",
            "https://vendor-loyalty.example/case-studies/sidewall",
        ),
        ("https://www.andela.com/customer-stories/resy/", "https://www.andela.com/customer-stories/resy"),
        ("andela.com/x", "https://andela.com/x"),
        ("null", None),
        ("", None),
        ("HTTP://WWW.Foo.com/A/B?utm_source=x&id=3&ref=y#z", "http://www.foo.com/A/B?id=3"),
        ("https://foo.com", "https://foo.com"),
        ("https://foo.com/", "https://foo.com"),
        ("ftp://foo.com/x", None),
        ("a@b.com", None),
        ("not a url", None),
        ("mailto:x@foo.com", None),
        ("https://foo.com:443/x/", "https://foo.com/x"),
        ("foo.com:8080/x", "https://foo.com:8080/x"),
        ("https://foo.com/case studies/x", "https://foo.com/case%20studies/x"),
        ("//foo.com/y", "https://foo.com/y"),
        ("foo.com?next=http://bar.com", "https://foo.com?next=http://bar.com"),
        ("https://1.2.3.4/x", None),
        ("https://müller.de/ü", "https://müller.de/ü"),
        ("https://foo.com/?a=1", "https://foo.com?a=1"),
        ("https://foo.com?", "https://foo.com"),
        ("https://[::1]/x", None),
        ("https://foo.com/a%20b", "https://foo.com/a%20b"),
        ("urn:li:x", None),
    ],
)
def test_normalize_url(sql: Sql, value: str, url: str | None) -> None:
    statement = "select reference.normalize_url(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(url,)]


@pytest.mark.parametrize(
    ("value", "email"),
    [
        (" Foo@Bar.COM ", "foo@bar.com"),
        ("mailto:a@b.com", "a@b.com"),
        ("<a@b.com>", "a@b.com"),
        ("a@b", None),
        ("a@@b.com", None),
        ("a b@c.com", None),
        ("null", None),
        ("a@b.com, c@d.com", None),
        ("Ä@müller.de", "ä@müller.de"),
        ("a@b.com.", "a@b.com"),
        ("email_not_unlocked@domain.com", "email_not_unlocked@domain.com"),
        ("a+b@c.co.uk", "a+b@c.co.uk"),
        ("@b.com", None),
    ],
)
def test_normalize_email(sql: Sql, value: str, email: str | None) -> None:
    statement = "select reference.normalize_email(v) from (select %s::text as v) as given"
    assert sql(statement, [value]) == [(email,)]
