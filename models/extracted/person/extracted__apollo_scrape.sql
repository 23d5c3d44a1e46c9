{%- set plan = plan_window(landed_sources('apollo_scrape')) -%}
{%- set person_keys = ['person_linkedin_link', 'linkedin_link', 'linkedin_url'] -%}
{%- set domain_keys = ['domain', 'company_website_full', 'company_website_short'] -%}
{%- set sent_keys = person_keys + ['email'] + domain_keys -%}

with delivered as (
    {{ deliveries('apollo_scrape', plan) }}
),

-- Read once: a row is asked for by every column.
opened as materialized (
    select
        delivered.*,
        {{ function('apollo_person_row') }}(doc) as sent,
        jsonb_array_length({{ function('listed_objects') }}(doc, array['people', 'matches', 'contacts'])) as listed
    from delivered
),

parsed as materialized (
    select
        opened.*,
        coalesce(
            {% for name in person_keys -%}
            {{ function('person_member_url') }}({{ text_of('sent', name) }}){{ ',' if not loop.last }}
            {% endfor -%}
        ) as person_linkedin_url,
        {{ text_of('sent', 'linkedin_url') }} as either_url,
        {{ text_of('sent', 'email') }} as email_text,
        -- Apollo's stand-in for an address that is not paid for is none; its status says nothing either.
        nullif({{ function('normalize_email') }}({{ text_of('sent', 'email') }}), 'email_not_unlocked@domain.com')
            as email,
        coalesce(
            {% for name in domain_keys -%}
            {{ site_domain(text_of('sent', name)) }}{{ ',' if not loop.last }}
            {% endfor -%}
        ) as sent_domain,
        {{ function('clean_line') }}({{ text_of('sent', 'first_name') }}) as first_name,
        {{ function('clean_line') }}({{ text_of('sent', 'last_name') }}) as last_name,
        {{ function('clean_line') }}({{ text_of('sent', 'full_name') }}) as sent_name
    from opened
),

keyed as (
    select
        known.*,
        case when junk_kind is null then company_domain end as domain
    from ({{ with_company_domain('parsed') }}) as known
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    person_linkedin_url,
    coalesce(
        {{ function('person_member_url') }}(either_url),
        {{ function('normalize_company_linkedin_url') }}(either_url)
    ) as linkedin_url,
    {{ person_names() }},
    {% for name in ['cleaned_first_name', 'cleaned_last_name', 'cleaned_full_name', 'title', 'company_name',
                    'cleaned_company_name'] -%}
    {{ function('clean_line') }}({{ text_of('sent', name) }}) as {{ name }},
    {% endfor -%}
    email,
    case when email_text is null or email is not null then {{ text_of('sent', 'email_status') }} end as email_status,
    domain,
    case
        when domain is null then null
        {%- for name in domain_keys %}
        when {{ site_domain(text_of('sent', name)) }} is not null then '{{ name }}'
        {%- endfor %}
    end as domain_source,
    coalesce(
        {{ function('normalize_company_linkedin_url') }}({{ text_of('sent', 'company_linkedin_link') }}),
        {{ function('normalize_company_linkedin_url') }}(either_url)
    ) as company_linkedin_url,
    {% for name in ['headline', 'seniority', 'lead_city', 'lead_state', 'lead_country', 'industry', 'company_street',
                    'company_city', 'company_state', 'company_country', 'company_postal_code', 'company_address',
                    'company_phone_number', 'company_latest_funding_type', 'company_short_description',
                    'company_seo_description'] -%}
    {{ text_of('sent', name) }} as {{ name | replace('phone_number', 'phone') }},
    {% endfor -%}
    {% for name in ['departments', 'subdepartments', 'functions', 'company_keywords', 'company_technologies'] -%}
    {{ function('joined_text') }}(sent -> '{{ name }}') as {{ name }},
    {% endfor -%}
    {% for name in ['company_website_full', 'company_blog_link', 'company_twitter_link', 'company_facebook_link'] -%}
    {{ function('normalize_url') }}({{ text_of('sent', name) }}) as {{ name | replace('_full', '') }},
    {% endfor -%}
    {% for name, parser in {
        'company_annual_revenue': 'parse_whole_money', 'company_market_cap': 'parse_whole_money',
        'company_total_funding': 'parse_whole_money', 'company_latest_funding_amount': 'parse_whole_money',
        'employee_count': 'parse_count', 'number_of_retail_locations': 'parse_count',
        'company_founded_year': 'founded_year', 'is_likely_to_engage': 'parse_boolean',
        'last_fund_raised_at': 'parse_partial_date'
    }.items() -%}
    {{ function(parser) }}({{ text_of('sent', name) }}) as {{ name }},
    {% endfor -%}
    {% for name in ['employee_count', 'company_annual_revenue', 'last_fund_raised_at'] -%}
    {{ text_of('sent', name) }} as {{ name }}_raw,
    {% endfor -%}
    {{ function('partial_date_precision') }}({{ text_of('sent', 'last_fund_raised_at') }})
        as last_fund_raised_at_precision,
    coalesce(
        problem,
        case
            when coalesce(person_linkedin_url, email, domain) is not null then null
            when listed > 1 then 'many_records_in_one_body'
            when coalesce({{ function('provider_error') }}(doc), {{ text_of('doc', 'message') }}) is not null
                then 'provider_error'
            when junk_kind is not null then 'shared_domain'
            else {{ key_problem('null', first_text_of('sent', sent_keys), 'person_or_company_key') }}
        end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
