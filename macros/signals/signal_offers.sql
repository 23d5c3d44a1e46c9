{% macro signal_offers(plan, model, signal_type, same, values, condition='true') -%}
    {#- The records of a parent model that report an event, in the columns of extracted.signal_events; what a kind of
        signal does not know is null. `same`: columns that the parent calls so; `values`: column to expression over
        `news`. A first scan reports no event. -#}
    {%- set columns = {
        'subject': 'text', 'object': 'text', 'period': 'text', 'client_domain': 'text',
        'person_linkedin_url': 'text', 'person_name': 'text', 'company_domain': 'text', 'company_name': 'text',
        'company_linkedin_url': 'text', 'previous_company_linkedin_url': 'text', 'title': 'text',
        'previous_title': 'text', 'stated_on': 'date', 'stated_on_precision': 'text', 'confidence': 'integer',
        'details': 'jsonb',
    } -%}
    select
        news.entity_key,
        news.record_id,
        news.payload_id,
        news.workflow_slug,
        news.received_at,
        news.observed_at,
        '{{ signal_type }}' as signal_type
        {%- for column, type in columns.items() %},
        {{ 'news.' ~ column if column in same else values.get(column, 'null::' ~ type) }} as {{ column }}
        {%- endfor %}
    from {{ ref(model) }} as news
    where news.rejected_reason is null and news.is_initial_check is not true and ({{ condition }})
        and {{ is_news(plan, model, 'news', absent(
            {'entity_key': 'news.entity_key', 'record_id': 'news.record_id'}
        )) }}
{%- endmacro %}
