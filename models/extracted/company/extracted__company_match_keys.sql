{%- set plan = plan_window(['extracted__company_names']) -%}
{%- set missing = absent({
    'company_domain': 'news.company_domain', 'match_key': "replace(news.name_key, ' ', '')", 'key_kind': 'news.name_kind'
}) -%}

with changed as (
    select distinct company_domain
    from {{ ref('extracted__company_names') }} as news
    where {{ is_news(plan, 'extracted__company_names', 'news', missing) }}
),

named as (
    select
        known.company_domain,
        known.name_key,
        known.name_kind,
        {{ function('word_prefixes') }}(known.name_key) as prefixes,
        {{ function('domain_label') }}(known.company_domain) as label
    from {{ ref('extracted__company_names') }} as known
    inner join changed on known.company_domain = changed.company_domain
),

keyed as (
    select
        company_domain,
        name_kind as key_kind,
        replace(name_key, ' ', '') as match_key
    from named
    union
    select
        company_domain,
        'short' as key_kind,
        {{ function('company_name_stem') }}(name_key) as match_key
    from named
    where name_kind = 'name'
    union
    select
        company_domain,
        'label' as key_kind,
        label as match_key
    from named
    union
    select
        company_domain,
        'domain' as key_kind,
        company_domain as match_key
    from named
    union
    -- 'UBIO' of ub.io, when a name of the company says so too.
    select
        company_domain,
        'whole_domain' as key_kind,
        translate(company_domain, '.-', '') as match_key
    from named
    where translate(company_domain, '.-', '') = any(prefixes)
    union
    -- The brand: the label of the domain, when a name of the company begins with it.
    select
        company_domain,
        'brand' as key_kind,
        label as match_key
    from named
    where label = any(prefixes)
    union
    -- A beginning that is no word: a company whose name begins so makes it no brand of another alone.
    select
        named.company_domain,
        'begin' as key_kind,
        begun.prefix as match_key
    from named
    cross join lateral unnest(named.prefixes[1:3]) as begun (prefix)
    where
        named.name_kind = 'name' and begun.prefix <> replace(named.name_key, ' ', '')
        and {{ is_coined_word('begun.prefix') }}
)

select
    company_domain,
    match_key,
    key_kind,
    {{ generation(plan) }} as changed_in
from keyed
where match_key is not null
