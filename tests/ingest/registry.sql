-- A small registry for the tests of landing; the columns that raw.sync_registry reads.
create table if not exists reference.enrichment_workflow_registry (
    workflow_slug text primary key, modal_function_name text not null, slug_aliases text[], raw_table text not null,
    key_type text, key_paths text[], description text, is_active boolean not null default true, replaced_by text,
    entity_type text, provider text
);
insert into reference.enrichment_workflow_registry
    (workflow_slug, modal_function_name, slug_aliases, raw_table, key_type, key_paths, description, replaced_by,
     entity_type, provider)
values
    ('clay-person-profile', 'ingest_clay_person_profile', '{person-profile,clay_person}', 'raw.person_payloads',
     'other', '{url}', 'Profile of a person.', null, 'person', 'clay'),
    ('company-discovery', 'ingest_company_discovery', '{}', 'raw.company_discovery', 'other', '{domain}',
     'Companies found.', null, 'company', 'clay'),
    ('company-enrich', 'ingest_company_enrich', '{}', 'raw.company_payloads', 'other', '{domain}',
     'Firmographics of a company.', 'company-discovery', 'company', 'other')
on conflict do nothing;
