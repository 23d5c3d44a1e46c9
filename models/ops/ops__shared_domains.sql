{%- set many = 4 -%}

-- Names that begin alike are spellings of one name; a domain under many that do not is a host, a university, a group.
with named as (
    select
        company_domain as domain,
        count(distinct left(name_key, 4)) as unrelated_names,
        (array_agg(distinct name_key))[:10] as examples
    from {{ ref('extracted__company_names') }}
    where name_kind = 'name'
    group by company_domain
    having count(distinct left(name_key, 4)) > {{ many }}
),

target as (
    select
        domain,
        count(*) as aliases,
        (array_agg(alias_domain order by alias_domain))[:10] as examples
    from {{ ref('core__company_domain_aliases') }}
    where source = 'redirect'
    group by domain
    having count(*) > {{ many }}
)

select
    named.domain,
    'shared_by_many' as finding,
    named.unrelated_names as times,
    named.examples,
    known.kind as junk_kind
from named
left join {{ ref('junk_domains') }} as known on named.domain = known.domain
union all
select
    target.domain,
    'redirect_target_of_many' as finding,
    target.aliases,
    target.examples,
    known.kind
from target
left join {{ ref('junk_domains') }} as known on target.domain = known.domain
