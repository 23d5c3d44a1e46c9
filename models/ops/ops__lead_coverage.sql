{#- Every column of a lead that may be unknown. -#}
{%- set fields = lead_columns() | reject('in', ['person_id', 'linkedin_url', 'linkedin_url_type']) | list -%}
{%- set required = lead_required_fields() -%}
with counted as (
    select
        {% for field in fields -%}
        count(*) filter (where {{ required.get(field, field ~ ' is null') }}) as {{ field }},
        count(*) filter (where missing_fields = array['{{ field }}']) as only_{{ field }},
        {% endfor -%}
        count(*) filter (where missing_fields = '{}') as visible,
        count(*) as leads
    from {{ ref('core__lead_records') }}
)

select
    field.name as field,
    field.is_required,
    counted.leads,
    counted.leads - field.missing as known,
    field.missing,
    round((counted.leads - field.missing)::numeric / nullif(counted.leads, 0), 4) as share_known,
    field.hides_alone
from counted
cross join lateral (
    select
        'is_visible' as name,
        false as is_required,
        counted.leads - counted.visible as missing,
        null::bigint as hides_alone
    {%- for field in fields %}
    union all
    select
        '{{ field }}' as name,
        {{ field in required }} as is_required,
        counted.{{ field }} as missing,
        {{ 'counted.only_' ~ field if field in required else 'null' }} as hides_alone
    {%- endfor %}
) as field
