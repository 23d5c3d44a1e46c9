-- Addresses and ids that contradict each other, so that none of them is taken for another's; and numbers of members
-- that are borne under different names, which therefore tie nothing.
with contested as (
    select distinct
        conflict,
        conflict_urls as linkedin_urls
    from {{ ref('reference__person_identities') }}
    where conflict is not null
),

number_of_many as (
    select
        identifier,
        jsonb_agg(linkedin_url order by linkedin_url collate "C") as linkedin_urls
    from {{ ref('extracted__person_identifiers') }}
    where identifier like 'urn:li:member:%'
    group by identifier
    having count(*) > 1 and (count(distinct name_key) <> 1 or count(name_key) < count(*))
)

select
    contested.conflict,
    contested.linkedin_urls,
    jsonb_agg(
        jsonb_build_object(
            'linkedin_url', said.linkedin_url, 'identifier', said.identifier, 'workflow', said.workflow_slug,
            'source_id', said.record_id, 'observed_at', said.observed_at
        )
        order by said.linkedin_url, said.identifier
    ) as evidence,
    max(said.observed_at) as observed_at
from contested
inner join {{ ref('extracted__person_identifiers') }} as said on contested.linkedin_urls ? said.linkedin_url
group by contested.conflict, contested.linkedin_urls
union all
select
    'number_of_several_people' as conflict,
    shared.linkedin_urls,
    jsonb_agg(
        jsonb_build_object(
            'linkedin_url', said.linkedin_url, 'identifier', said.identifier, 'workflow', said.workflow_slug,
            'source_id', said.record_id, 'observed_at', said.observed_at
        )
        order by said.linkedin_url, said.identifier
    ) as evidence,
    max(said.observed_at) as observed_at
from number_of_many as shared
inner join {{ ref('extracted__person_identifiers') }} as said on shared.identifier = said.identifier
group by shared.identifier, shared.linkedin_urls
