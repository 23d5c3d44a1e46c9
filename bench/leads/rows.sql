-- Fictional people and companies straight into the tables that leads are made of. The same rows every time.
-- :people is their number; a few companies are large, most are small; about half of the leads lack something.
select setseed(0.25);
set synchronous_commit = off;

create temporary table size as select :people::integer as people, greatest(:people / 4, 100)::integer as companies;

-- What is written here is news to every model that reads it.
create temporary table news as select coalesce(max(generation), 0) + 1 as generation from ops.model_generations;

create temporary table employer as
select
    n,
    'company-' || n || '.example' as domain
from size, generate_series(1, companies) as n;

insert into core.companies (
    domain, id, name, linkedin_url, industry, employee_count, city, state, country, updated_at, attribute_sources
)
select
    domain,
    reference.stable_uuid(domain),
    'Company ' || n,
    'https://www.linkedin.com/company/company-' || n,
    case when random() < 0.85 then (array[
        'Software Development', 'Financial Services', 'Hospitals and Health Care', 'Retail', 'Construction',
        'Advertising Services', 'Biotechnology Research', 'Real Estate', 'Law Practice', 'Insurance'
    ])[1 + floor(10 * random() ^ 2)::integer] end,
    case when random() < 0.9 then floor(exp(10 * random()))::integer end,
    'City ' || n % 997,
    'State ' || n % 50,
    case when random() < 0.9 then (array['United States', 'United Kingdom', 'Germany', 'India', 'France'])[
        1 + floor(5 * random() ^ 2)::integer
    ] end,
    timestamptz '2026-01-01 00:00:00+00',
    '{}'
from employer;

insert into extracted.company_attributes (
    company_domain, attribute, source_kind, value, workflow_slug, record_id, observed_at, changed_in
)
select
    domain, attribute, 'vc_portfolio', domain, 'bench', reference.stable_uuid(domain || attribute),
    timestamptz '2026-01-01 00:00:00+00', news.generation
from news, employer, unnest(array['domain', 'description']) as offered (attribute)
where attribute = 'domain' or n % 10 = 0
union all
select
    domain, 'industry', 'vc_portfolio', industry, 'bench', reference.stable_uuid(domain || 'industry'),
    timestamptz '2026-01-01 00:00:00+00', news.generation
from news, core.companies
where industry is not null and domain in (select domain from employer);

insert into extracted.location_answers (
    location_key, answer_id, location_name, source_kind, city, state, country, workflow_slug, record_id, received_at,
    observed_at, changed_in
)
select
    'city ' || n || ', state', reference.stable_uuid('city ' || n), 'City ' || n || ', State', 'location_lookup',
    'City ' || n, 'State ' || n % 50,
    (array['United States', 'United Kingdom', 'Germany', 'India', 'France'])[1 + floor(5 * random() ^ 2)::integer],
    'bench', reference.stable_uuid('place ' || n), timestamptz '2026-01-01 00:00:00+00',
    timestamptz '2026-01-01 00:00:00+00', news.generation
from news, generate_series(1, 5000) as n;

insert into reference.location_lookup (
    location_key, location_name, city, state, country, has_city, has_state, has_country, source, workflow_source,
    source_id, updated_at
)
select
    location_key, location_name, city, state, country, true, true, true, source_kind, workflow_slug, record_id,
    observed_at
from extracted.location_answers;

create temporary table person as
select
    n,
    'https://www.linkedin.com/in/person-' || md5(n::text) as linkedin_url,
    1 + floor(companies * random() ^ 4)::integer as now_at,
    date '2026-01-01' - floor(4000 * random() ^ 2)::integer as since,
    'City ' || 1 + floor(5000 * random() ^ 2)::integer || ', State' as location_name,
    random() as chance
from size, generate_series(1, people) as n;

insert into extracted.person_attributes (
    linkedin_url, attribute, source_kind, value, workflow_slug, record_id, observed_at, changed_in
)
select
    linkedin_url, 'linkedin_url', 'person_profile', linkedin_url, 'bench', reference.stable_uuid(linkedin_url),
    timestamptz '2026-01-01 00:00:00+00', news.generation
from news, person;

insert into core.people (
    linkedin_url, id, linkedin_slug, linkedin_url_type, full_name, location_name, company_domain, job_start_date,
    updated_at, attribute_sources
)
select
    linkedin_url,
    reference.stable_uuid(linkedin_url),
    split_part(linkedin_url, '/', 5),
    'real',
    'Person ' || n,
    case when chance < 0.9 then location_name end,
    case when n % 20 <> 0 then 'company-' || now_at || '.example' end,
    since,
    timestamptz '2026-01-01 00:00:00+00',
    jsonb_build_object('full_name', jsonb_build_object(
        'source_kind', 'person_profile', 'workflow', 'bench', 'observed_at', '2026-01-01T00:00:00.000000Z'
    ))
from person;

insert into core.person_job_titles (
    linkedin_url, id, job_title, matched_cleaned_job_title, matched_job_function, matched_seniority,
    matched_cleaned_job_title_source, matched_job_function_source, matched_seniority_source, source, workflow_source,
    source_id, updated_at
)
select
    linkedin_url,
    reference.stable_uuid(linkedin_url),
    'Title ' || n % 3000,
    'Title ' || n % 3000,
    (array['Sales', 'Engineering', 'Marketing', 'Operations', 'Finance', 'Human Resources', 'Legal', 'Miscellaneous'])[
        1 + floor(8 * random() ^ 2)::integer
    ],
    (array['Manager', 'Director', 'Senior', 'VP', 'Head', 'C-Level', 'Owner'])[1 + floor(7 * random() ^ 2)::integer],
    'answer', 'answer', 'answer',
    'person_profile', 'bench', reference.stable_uuid(linkedin_url), timestamptz '2026-01-01 00:00:00+00'
from person
where random() < 0.9;

-- The present job, the one before it (of every fifth at the same company: a promotion) and an older one elsewhere.
create temporary table job as
select
    person.linkedin_url,
    post.experience_order,
    case
        when post.experience_order = 0 or (post.experience_order = 1 and person.n % 5 = 0) then person.now_at
        else 1 + floor(size.companies * random() ^ 4)::integer
    end as company,
    person.since - 900 * post.experience_order as start_date,
    case when post.experience_order > 0 then person.since - 900 * (post.experience_order - 1) - 10 end as end_date
from size, person, generate_series(0, 2) as post (experience_order);

insert into core.person_work_history (
    linkedin_url, id, linkedin_url_type, company_domain, company_name, title, start_date, start_date_precision, end_date,
    end_date_precision, is_current, experience_order, observed_at, created_at, source, source_id
)
select
    linkedin_url, reference.stable_uuid(linkedin_url || experience_order), 'real', 'company-' || company || '.example',
    'Company ' || company, 'Post ' || experience_order, start_date, 'day', end_date, 'day', end_date is null,
    experience_order, timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-01-01 00:00:00+00', 'bench',
    reference.stable_uuid(linkedin_url)
from job;

-- What core.person_career_steps says of a present job after another one at the same company.
insert into core.person_career_steps (
    linkedin_url, id, company_domain, company_name, title, start_date, start_date_precision, is_current, start_event,
    previous_title, observed_at, source, source_id
)
select
    present.linkedin_url, reference.stable_uuid(present.linkedin_url || 0), 'company-' || present.company || '.example',
    'Company ' || present.company, 'Post 0', present.start_date, 'day', true, 'promotion', 'Post 1',
    timestamptz '2026-01-01 00:00:00+00', 'bench', reference.stable_uuid(present.linkedin_url)
from job as present
inner join job as former on present.linkedin_url = former.linkedin_url and present.company = former.company
where present.experience_order = 0 and former.experience_order = 1;

-- Customers: of every fiftieth company twenty, large ones before small ones. Investors: of every tenth company two.
insert into core.company_customers (
    origin_company_domain, customer_key, id, customer_name, customer_domain, source_id, created_at, updated_at
)
select distinct on (employer.n, customer)
    employer.domain, 'company ' || customer, reference.stable_uuid(employer.domain || customer), 'Company ' || customer,
    'company-' || customer || '.example', reference.stable_uuid(employer.domain),
    timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-01-01 00:00:00+00'
from size, employer, generate_series(1, 20) as listed (k),
    lateral (select 2 + floor((companies - 2) * random() ^ 3)::integer + 0 * k as customer) as drawn
where employer.n % 50 = 0;

insert into core.company_vc_investors (
    company_domain, vc_key, id, vc_name, source, source_id, created_at, updated_at
)
select
    employer.domain, 'investor ' || (employer.n / 10 + k) % 500,
    reference.stable_uuid(employer.domain || k), 'Investor ' || (employer.n / 10 + k) % 500, 'vc_portfolio',
    reference.stable_uuid(employer.domain), timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-01-01 00:00:00+00'
from employer, unnest(array[0, 7]) as listed (k)
where employer.n % 10 = 0;

insert into ops.model_generations (model, generation, invocation_id, written_at)
select written.model, news.generation, 'bench', now()
from news, unnest(array['extracted__company_attributes', 'extracted__location_answers', 'extracted__person_attributes'])
    as written (model)
on conflict (model) do update set generation = excluded.generation;

analyze;
