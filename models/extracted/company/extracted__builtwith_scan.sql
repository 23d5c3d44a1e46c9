{%- set plan = plan_window(landed_sources('builtwith_scan')) -%}

with delivered as (
    {{ deliveries('builtwith_scan', plan) }}
),

listed as materialized (
    select
        entity_key,
        record_id,
        payload_id,
        workflow_slug,
        received_at,
        body,
        doc,
        problem as problem_of_object,
        {{ function('technologies_of_builtwith') }}({{ answer_of('builtwith_scan', 'body') }}) as technologies,
        -- The provider's own answers name the site themselves.
        coalesce(
            key_text,
            {{ text_of('doc', 'company_domain') }},
            {{ function('json_text') }}(doc #> '{Results,0,Lookup}'),
            {{ function('json_text') }}(doc #> '{Results,0,Result,Paths,0,Domain}'),
            {{ function('json_text') }}(doc #> '{Paths,0,Domain}')
        ) as key_text
    from delivered
),

parsed as (
    select
        listed.*,
        -- A list where an object belongs is this provider's short form.
        case
            when problem_of_object <> 'nested_payload_is_no_object' or technologies is null then problem_of_object
        end as problem,
        {{ site_domain('key_text') }} as sent_domain
    from listed
),

keyed as (
    {{ with_company_domain('parsed') }}
)

select
    entity_key,
    record_id,
    payload_id,
    workflow_slug,
    received_at,
    received_at as observed_at,
    company_domain as domain,
    (
        select count(distinct {{ function('technology_id') }}({{ function('technology_name') }}(technology)))::integer
        from jsonb_array_elements(technologies) as technology
    ) as technologies_listed,
    {{ function('parse_integer') }}({{ text_at('doc', ['numberOfTotalTechnologies', 'NumberOfTotalTechnologies']) }})
        as number_of_total_technologies,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url,
    coalesce(
        {{ domain_problem() }},
        {{ list_problem('builtwith_scan', 'technologies') }},
        case
            when technologies = '[]'::jsonb and {{ function('json_array') }}(doc -> 'Errors') <> '[]'::jsonb
                then 'no_answer'
        end
    ) as rejected_reason,
    {{ generation(plan) }} as changed_in
from keyed
