{%- set plan = plan_window(landed_sources('salesnav_company')) -%}

with delivered as (
    {{ deliveries('salesnav_company', plan) }}
),

-- The company itself may lie in `data`; its parsed address in the answer of a model, in an object, or beside the rest.
opened as materialized (
    select
        delivered.*,
        coalesce({{ function('json_object') }}(doc -> 'data'), doc) as row_sent,
        coalesce(
            {{ function('nested_object') }}(doc, array['parsed_address', 'address']),
            {{ function('json_object') }}({{ function('model_answer') }}(doc) -> 'object'),
            '{}'::jsonb
        ) as place
    from delivered
),

parsed as (
    select
        opened.*,
        coalesce(key_text, {{ text_of('row_sent', 'domain') }}) as domain_text,
        {{ site_domain('coalesce(key_text, ' ~ text_of('row_sent', 'domain') ~ ')') }} as sent_domain,
        {{ text_of('row_sent', 'linkedin_url') }} as url_text,
        {{ text_of('row_sent', 'linkedin_urn') }} as linkedin_urn,
        {{ function('normalize_company_linkedin_url') }}({{ text_of('row_sent', 'linkedin_url') }}) as public_url,
        {{ function('normalize_company_linkedin_url') }}({{ text_of('row_sent', 'linkedin_urn') }}) as urn_url,
        {% for part, beside in {'city': 'hq_city', 'state': 'hq_region', 'country': 'hq_country'}.items() -%}
        coalesce(
            {{ place_part('place', part) }},
            {{ place_part('row_sent', part) }},
            case when {{ is_nobody(text_of('row_sent', beside)) }} then null else {{ text_of('row_sent', beside) }} end
        ) as {{ part }},
        coalesce(
            {{ first_text_of('place', ['has' ~ part | capitalize, 'has_' ~ part]) }},
            {{ first_text_of('row_sent', ['has' ~ part | capitalize, 'has_' ~ part]) }}
        ) as has_{{ part }},
        {% endfor -%}
        {{ first_text_of('row_sent', ['headcount', 'company_headcount', 'employee_count']) }} as headcount_raw,
        coalesce(
            {{ function('joined_text') }}(row_sent -> 'industries'),
            {{ function('joined_text') }}(row_sent -> 'company_industries')
        ) as industries
    from opened
),

known as (
    {{ with_company_domain('parsed') }}
),

keyed as (
    select
        known.*,
        case when junk_kind is null then company_domain end as domain,
        -- Rule N4 reads a public page out of /sales/company/<id>; that address is none, and stays.
        case
            when public_url is not null and {{ function('linkedin_path') }}(url_text) ilike 'sales/%'
                then coalesce(
                    {{ function('normalize_url') }}(url_text), replace(public_url, '/company/', '/sales/company/')
                )
            else public_url
        end as linkedin_url,
        coalesce({{ function('linkedin_slug') }}(urn_url), {{ function('linkedin_slug') }}(public_url)) as linkedin_id
    from known
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    {{ function('clean_line') }}({{ first_text_of('row_sent', ['company_name', 'name']) }}) as company_name,
    linkedin_url,
    linkedin_urn,
    case when translate(linkedin_id, '0123456789', '') = '' then {{ function('parse_bigint') }}(linkedin_id) end
        as linkedin_company_id,
    domain,
    {{ first_text_of('row_sent', ['description', 'company_description']) }} as description,
    {{ function('parse_count') }}(headcount_raw) as headcount,
    headcount_raw,
    industries,
    case when industries is not null then {{ first_industry('industries') }} end as known_industry,
    {{ first_text_of('row_sent', ['registered_address_raw', 'company_registered_address', 'hq_full_address']) }}
        as registered_address_raw,
    city,
    state,
    country,
    -- A part that its flag denies has come out as none, unless it stands elsewhere in the row.
    {% for part in ['city', 'state', 'country'] -%}
    case
        when has_{{ part }} is null or {{ function('parse_boolean') }}(has_{{ part }}) is not null
            then {{ part }} is not null
    end as has_{{ part }},
    {% endfor -%}
    coalesce(
        problem,
        case
            when coalesce(domain, linkedin_url, urn_url) is not null then null
            when junk_kind is not null then 'shared_domain'
            else {{ key_problem('null', 'coalesce(domain_text, url_text, linkedin_urn)', 'company_key') }}
        end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
