{%- set plan = plan_window(['extracted__company_customer_research']) -%}
{%- set missing = incomplete('parent.customers_named', {
    'entity_key': 'parent.entity_key', 'record_id': 'parent.record_id'
}) -%}

with research as (
    {{ news_of_parent(
        'extracted__company_customer_research', 'company_customer_research', 'origin_company_domain', plan, missing
    ) }}
),

listed as (
    select
        research.*,
        entry.position,
        {{ function('clean_line') }}({{ customer_said('entry.element') }}) as customer_name,
        null::text as sent_customer_domain,
        null::text as customer_linkedin_url,
        {{ function('normalize_url') }}({{ first_text_of('entry.element', ['url', 'case_study_url', 'caseStudyUrl']) }})
            as case_study_url,
        {{ function('parse_boolean') }}({{ first_text_of('entry.element', ['hasCaseStudy', 'has_case_study']) }})
            as has_case_study
    from research
    cross join
        lateral jsonb_array_elements({{ researched_customers('research.doc') }})
        with ordinality as entry (element, position)
    where jsonb_typeof(entry.element) = 'object'
),

named as (
    select
        research.*,
        entry.position,
        entry.customer_name,
        null::text as sent_customer_domain,
        null::text as customer_linkedin_url,
        {{ function('case_study_step') }}(research.doc -> 'stepsTaken', entry.customer_name) as case_study_url,
        null::boolean as has_case_study
    from research
    cross join
        lateral unnest({{ customer_names(researched_names('research.doc')) }})
        with ordinality as entry (customer_name, position)
),

typed_in as (
    select
        research.*,
        1::bigint as position,
        {{ function('clean_line') }}({{ text_of('research.body', 'company_customer_name') }}) as customer_name,
        {{ site_domain(text_of('research.body', 'company_customer_domain')) }}
            as sent_customer_domain,
        {{ function('normalize_company_linkedin_url') }}(
            {{ text_of('research.body', 'company_customer_linkedin_url') }}
        ) as customer_linkedin_url,
        {{ function('normalize_url') }}({{ text_of('research.body', 'case_study_url') }}) as case_study_url,
        {{ function('parse_boolean') }}({{ text_of('research.body', 'has_case_study') }}) as has_case_study
    from research
),

every_answer as (
    select * from listed
    union all
    select * from named
    union all
    select * from typed_in
),

keyed as (
    select
        every_answer.*,
        {{ function('customer_key') }}(customer_name) as customer_key,
        case when junk.domain is null then coalesce(domain_alias.domain, sent_customer_domain) end as customer_domain
    from every_answer
    {{ join_domain_rules('every_answer.sent_customer_domain') }}
)

select
    entity_key,
    record_id,
    customer_key,
    (array_agg(payload_id))[1] as payload_id,
    min(workflow_slug) as workflow_slug,
    min(received_at) as received_at,
    min(observed_at) as observed_at,
    min(origin_company_domain) as origin_company_domain,
    {{ function('clean_line') }}({{ text_of('(array_agg(body))[1]', 'origin_company_name') }}) as origin_company_name,
    (min(position) - 1)::integer as customer_order,
    (array_agg(customer_name order by position, customer_name collate "C"))[1] as customer_name,
    {{ function('company_name_key') }}((array_agg(customer_name order by position, customer_name collate "C"))[1])
        as customer_name_key,
    (array_agg(customer_domain order by position) filter (where customer_domain is not null))[1] as customer_domain,
    (array_agg(customer_linkedin_url order by position) filter (where customer_linkedin_url is not null))[1]
        as customer_linkedin_url,
    (array_agg(case_study_url order by position) filter (where case_study_url is not null))[1] as case_study_url,
    (array_agg(has_case_study order by position) filter (where has_case_study is not null))[1] as has_case_study,
    {{ stated_confidence(text_of('(array_agg(doc))[1]', 'confidence')) }} as confidence,
    {{ generation(plan) }} as changed_in
from keyed
where customer_key is not null and not {{ is_nobody('customer_name') }}
group by entity_key, record_id, customer_key
