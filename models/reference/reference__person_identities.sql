{{ config(materialized='incremental', incremental_strategy='upsert', pre_hook="{{ take_in() }}") }}
{%- set plan = plan_window(['extracted__person_identifiers']) -%}
{%- set identifiers = ref('extracted__person_identifiers') -%}

with recursive changed as (
    select distinct identifier
    from {{ identifiers }} as news
    where {{ is_news(plan, 'extracted__person_identifiers', 'news', absent({'linkedin_url': 'news.linkedin_url'})) }}
),

-- Every address that bears a changed identifier, if it shares any identifier with another address.
seed as (
    select distinct bearer.linkedin_url
    from changed
    inner join {{ identifiers }} as bearer on changed.identifier = bearer.identifier
    where exists (
        select 1
        from {{ identifiers }} as own
        inner join {{ identifiers }} as other
            on own.identifier = other.identifier and own.linkedin_url <> other.linkedin_url
        where own.linkedin_url = bearer.linkedin_url
    )
),

-- What hangs together by identifiers. A number whose bearers have different names, or none, ties nothing.
tied (root, linkedin_url) as (
    select
        linkedin_url as root,
        linkedin_url
    from seed
    union
    select
        tied.root,
        other.linkedin_url
    from tied
    inner join {{ identifiers }} as own on tied.linkedin_url = own.linkedin_url
    inner join {{ identifiers }} as other on own.identifier = other.identifier
    where own.identifier like 'https://%' or {{ is_members_number(identifiers, 'own') }}
),

borne as (
    select
        tied.root,
        tied.linkedin_url,
        {{ function('linkedin_url_type') }}(tied.linkedin_url) = 'real' as is_public,
        -- Of each kind of hashed id (ACoA, ACwA) a member has one.
        left(split_part(tied.linkedin_url, '/', 5), 4) as kind_of_id,
        own.identifier,
        own.identifier not like 'https://%' and {{ is_members_number(identifiers, 'own') }} as is_number,
        own.observed_at
    from tied
    inner join {{ identifiers }} as own on tied.linkedin_url = own.linkedin_url
),

-- Whose all that is: the public address; of several that one number says are one member's, the newest; else an id.
counted as (
    select
        root,
        count(distinct linkedin_url) filter (where is_public) as public_urls,
        count(distinct linkedin_url) filter (where is_public and is_number) as numbered_urls,
        count(distinct identifier) filter (where is_public and is_number) as numbers,
        count(distinct linkedin_url) filter (where not is_public) as ids,
        count(distinct kind_of_id) filter (where not is_public) as kinds_of_id,
        (array_agg(
            linkedin_url
            order by
                is_public desc, is_public and is_number desc, case when is_public then observed_at end desc,
                kind_of_id = 'lead', kind_of_id collate "C" desc, linkedin_url collate "C"
        ))[1] as best_url,
        array_agg(distinct linkedin_url collate "C") as linkedin_urls
    from borne
    group by root
),

settled as (
    select
        counted.*,
        case
            when public_urls > 1 and (numbers > 1 or numbered_urls < public_urls) then 'several_public_urls'
            when ids > kinds_of_id then 'several_member_ids'
        end as conflict
    from counted
),

judged as (
    select distinct
        tied.linkedin_url,
        case when settled.conflict is null then settled.best_url else tied.linkedin_url end as person_linkedin_url,
        case
            when settled.conflict is null and tied.linkedin_url = settled.best_url
                then nullif(array_remove(settled.linkedin_urls, tied.linkedin_url), '{}')
        end as alias_urls,
        settled.conflict,
        case when settled.conflict is not null then settled.linkedin_urls end as conflict_urls
    from tied
    inner join settled on tied.root = settled.root
)

select
    judged.linkedin_url,
    judged.person_linkedin_url,
    to_jsonb(judged.alias_urls) as alias_urls,
    judged.conflict,
    to_jsonb(judged.conflict_urls) as conflict_urls,
    evidence.identifier,
    evidence.workflow_slug as workflow_source,
    evidence.record_id as source_id,
    evidence.observed_at,
    {{ generation(plan) }} as changed_in
from judged
left join lateral (
    select own.*
    from {{ identifiers }} as own
    where
        judged.linkedin_url <> judged.person_linkedin_url
        and (own.linkedin_url = judged.linkedin_url or own.identifier = judged.linkedin_url)
        and own.linkedin_url <> own.identifier
    order by own.observed_at desc, own.record_id desc, own.linkedin_url, own.identifier
    limit 1
) as evidence on true
