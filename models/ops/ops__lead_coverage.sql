{#- Every column of a lead that may be unknown. -#}
{%- set fields = lead_columns() | reject('in', ['person_id', 'linkedin_url', 'linkedin_url_type']) | list -%}
{%- set required = lead_required_fields() -%}
with counted as (
    select
        count(*) as leads,
        count(*) filter (where missing_fields = '{}') as visible
        {%- for field in fields %},
        count(*) filter (where {{ required.get(field, field ~ ' is null') }}) as {{ field }},
        {% if field in required -%}
        count(*) filter (where missing_fields = array['{{ field }}']) as only_{{ field }}
        {%- else -%}
        null::bigint as only_{{ field }}
        {%- endif %}
        {%- endfor %}
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
    values ('is_visible', false, counted.leads - counted.visible, null::bigint)
    {%- for field in fields %},
    ('{{ field }}', {{ field in required }}, counted.{{ field }}, counted.only_{{ field }})
    {%- endfor %}
) as field (name, is_required, missing, hides_alone)
