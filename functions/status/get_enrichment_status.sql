#variable_conflict use_column
begin
    return query
    with given as (
        select distinct sent.key as given_key
        from unnest(p_entity_keys) as sent (key)
    ),

    -- What is meant: a domain, of a company's LinkedIn page that of the company; an address of a person, of an e-mail
    -- address that of its owner; else the text that a workflow has for a key.
    meant as (
        select
            given.given_key,
            case
                when p_entity_type = 'person' then coalesce(
                    {{ function('person_member_url') }}(given.given_key),
                    (
                        select owner.linkedin_url from {{ ref('core__person_emails') }} as owner
                        where owner.email = {{ function('normalize_email') }}(given.given_key)
                    )
                )
                else coalesce(
                    (
                        select min(company.domain) from {{ ref('core__companies') }} as company
                        where company.linkedin_url = {{ function('normalize_company_linkedin_url') }}(given.given_key)
                    ),
                    {{ function('normalize_company_linkedin_url') }}(given.given_key),
                    {{ function('normalize_domain') }}(given.given_key)
                )
            end as key,
            left(lower(given.given_key), 200) as words
        from given
    ),

    known as (
        select
            meant.given_key,
            meant.words,
            case
                when p_entity_type = 'person' then coalesce((
                    select identity.person_linkedin_url from {{ ref('reference__person_identities') }} as identity
                    where identity.linkedin_url = meant.key
                ), meant.key)
                else coalesce((
                    select alias.domain from {{ ref('reference__company_domain_aliases') }} as alias
                    where alias.alias_domain = meant.key
                ), meant.key)
            end as entity_key
        from meant
    ),

    name as (
        select
            known.given_key,
            known.entity_key,
            alias.key
        from known
        cross join lateral (
            select known.entity_key as key
            union
            select known.words
            union
            select other.alias_domain
            from {{ ref('reference__company_domain_aliases') }} as other
            where p_entity_type <> 'person' and other.domain = known.entity_key
            union
            select other.linkedin_url
            from {{ ref('reference__person_identities') }} as other
            where p_entity_type = 'person' and other.person_linkedin_url = known.entity_key
        ) as alias
        where alias.key <> ''
    ),

    -- Landing keeps a hashed id in the form in which it came.
    spelling as (
        select name.given_key, name.entity_key, name.key from name
        union
        select name.given_key, name.entity_key, 'https://www.linkedin.com/sales/lead/' || substr(name.key, 29)
        from name
        where p_entity_type = 'person' and name.key like any (array['https://www.linkedin.com/in/AC_A%'])
    ),

    wanted as (
        select registry.*
        from {{ ref('enrichment_workflow_registry') }} as registry
        where
            p_workflows is null
            or registry.workflow_slug = any (p_workflows)
            or registry.modal_function_name = any (p_workflows)
            or registry.slug_aliases && p_workflows
    ),

    built as (
        select
            spelling.given_key,
            done.*
        from spelling
        inner join {{ ref('reference__enrichment_runs') }} as done on done.entity_key = spelling.key
        where done.entity_type = p_entity_type
    ),

    settling as (
        select
            spelling.given_key,
            told.*
        from spelling
        inner join {{ ref('reference__enrichment_settling') }} as told on told.entity_key = spelling.key
        where told.entity_type = p_entity_type
    ),

    keys as (
        select array_agg(distinct spelling.key) as listed from spelling
    ),

    waiting as (
        select
            spelling.given_key,
            waits.*
        from (
            select distinct wanted.raw_table from wanted where wanted.entity_type = p_entity_type
        ) as place
        -- Fenced, so that each raw table is asked by both columns of its key.
        cross join lateral (
            select fresh.*
            from {{ ref('reference__enrichment_waiting') }} as fresh
            where
                fresh.raw_table = place.raw_table
                and fresh.landed_key = any ((select keys.listed from keys)::text [])
            offset 0
        ) as waits
        inner join spelling on spelling.key = waits.landed_key
        where waits.entity_type = p_entity_type
        union all
        select
            spelling.given_key,
            unread.*
        from {{ ref('reference__enrichment_unreadable') }} as unread
        inner join spelling on spelling.key = unread.landed_key
        where unread.entity_type = p_entity_type
    ),

    run as (
        {{ live_status('built', 'settling', 'waiting', ['given_key']) }}
    )

    select
        run.given_key,
        coalesce(known.entity_key, known.words),
        run.workflow_slug,
        run.status,
        run.requested_at,
        run.first_landed_at,
        run.last_landed_at,
        run.coalesced_at,
        run.records,
        run.rejected_reason,
        run.quarantine_code,
        run.source,
        run.payload_id,
        wanted.core_table,
        run.coalesced_at is not null,
        wanted.expected_freshness_hours,
        {{ is_fresh('run', 'wanted') }},
        wanted.replaced_by
    from run
    inner join known on run.given_key = known.given_key
    inner join wanted on run.workflow_slug = wanted.workflow_slug
    order by run.given_key, run.workflow_slug;
end
