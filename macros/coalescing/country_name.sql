{% macro country_name(value) -%}
    {#- English name of a country sent as a code, name or alias (rule N11); what no seed knows stays as it was sent. -#}
    coalesce(
        (
            select country.name from {{ ref('countries') }} as country
            where lower(country.name) = lower({{ value }})
                or country.code = upper({{ value }})
                or country.code3 = upper({{ value }})
            limit 1
        ),
        (
            select country.name
            from {{ ref('country_aliases') }} as known
            inner join {{ ref('countries') }} as country on known.code = country.code
            where known.alias = lower({{ value }})
        ),
        {{ value }}
    )
{%- endmacro %}
