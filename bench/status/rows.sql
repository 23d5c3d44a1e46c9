-- Fictional companies and people with runs of enrichments straight into the tables that the service reads. The same rows
-- every time, but for their times. :runs is their number: half of them of companies, eight each, half of people, three each.
select setseed(0.25);
set synchronous_commit = off;

create temporary table size as select greatest(:runs / 16, 10)::integer as companies, greatest(:runs / 6, 10)::integer as people;

create temporary table workflow as
select
    entity_type,
    workflow_slug,
    raw_table,
    row_number() over (partition by entity_type order by workflow_slug) as place
from reference.enrichment_workflow_registry
where is_active and (entity_type, key_type) in (('company', 'domain'), ('person', 'person_linkedin_url'));

create temporary table of_type as select entity_type, count(*) as workflows from workflow group by entity_type;

create temporary table run as
select
    entity.entity_type,
    entity.entity_key,
    workflow.workflow_slug,
    workflow.raw_table,
    gen_random_uuid() as payload_id,
    now() - random() * interval '60 days' as received_at,
    random() as chance
from (
    select 'company' as entity_type, n, 'company-' || n || '.example' as entity_key, 8 as runs
    from size, generate_series(1, companies) as n
    union all
    select 'person', n, 'https://www.linkedin.com/in/person-' || n, 3
    from size, generate_series(1, people) as n
) as entity
inner join of_type on entity.entity_type = of_type.entity_type
cross join generate_series(1, entity.runs) as number
inner join workflow
    on workflow.entity_type = entity.entity_type and workflow.place = 1 + (entity.n * 5 + number) % of_type.workflows;

-- Landed before the last build.
insert into raw.payloads (
    raw_table, entity_key, payload_id, workflow_slug, received_at, landed_xid, payload, body_sha256, headers
)
select
    raw_table, entity_key, payload_id, workflow_slug, received_at, '3'::xid8,
    jsonb_build_object('key', entity_key), sha256(entity_key::bytea), '{"hq-source": "clay"}'
from run;

insert into reference.enrichment_runs (
    id, workflow_slug, workflow_name, entity_type, entity_key, status, requested_at, landed_at, last_landed_at,
    extracted_at, coalesced_at, rejected_at, rejected_reason, deliveries, records, records_processed, records_rejected,
    started_at, completed_at, source, payload_id
)
select
    reference.stable_uuid(workflow_slug || '|' || entity_type || '|' || entity_key),
    workflow_slug,
    workflow_slug,
    entity_type,
    entity_key,
    case when chance < 0.8 then 'coalesced' when chance < 0.95 then 'extracted' else 'rejected' end,
    null,
    received_at - interval '1 day',
    received_at,
    case when chance < 0.95 then received_at end,
    case when chance < 0.8 then received_at end,
    case when chance >= 0.95 then received_at end,
    case when chance >= 0.95 then 'no_company_domain' end,
    2, 1, 1, 0,
    received_at,
    received_at,
    'clay',
    payload_id
from run;

insert into core.companies (domain, id, name, linkedin_url, updated_at, attribute_sources)
select
    'company-' || n || '.example',
    reference.stable_uuid('company-' || n || '.example'),
    'Company ' || n,
    'https://www.linkedin.com/company/company-' || n,
    timestamptz '2026-01-01 00:00:00+00',
    '{}'
from size, generate_series(1, companies) as n;
