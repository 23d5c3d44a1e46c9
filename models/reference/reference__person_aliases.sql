-- Other addresses of known persons: those that evidence has made an alias, and the Sales Navigator form of a hashed id.
with alias as (
    select
        linkedin_url as alias_linkedin_url,
        person_linkedin_url,
        identifier,
        workflow_source,
        source_id,
        observed_at
    from {{ ref('reference__person_identities') }}
    where linkedin_url <> person_linkedin_url
),

member as (
    select linkedin_url as member_url
    from {{ ref('core__people') }}
    where linkedin_url_type = 'salesnav'
    union
    select alias_linkedin_url as member_url
    from alias
)

select
    alias_linkedin_url,
    person_linkedin_url,
    {{ function('stable_uuid') }}(person_linkedin_url) as core_person_id,
    identifier,
    workflow_source,
    source_id,
    observed_at
from alias
union all
select
    'https://www.linkedin.com/sales/lead/' || split_part(member.member_url, '/', 5) as alias_linkedin_url,
    coalesce(alias.person_linkedin_url, member.member_url) as person_linkedin_url,
    {{ function('stable_uuid') }}(coalesce(alias.person_linkedin_url, member.member_url)) as core_person_id,
    alias.identifier,
    alias.workflow_source,
    alias.source_id,
    alias.observed_at
from member
left join alias on member.member_url = alias.alias_linkedin_url
where left(split_part(member.member_url, '/', 5), 4) in ('ACoA', 'ACwA')
