{% macro crunchbase_company_columns(object) -%}
    {#- Select-list: what a row of a Crunchbase portfolio says of the company, apart from its name and domain. -#}
    {% for name in ['city', 'state', 'country'] -%}
    {{ function('clean_line') }}({{ text_of(object, name) }}) as {{ name }},
    {% endfor -%}
    {{ text_of(object, 'short_description') }} as short_description,
    {{ text_of(object, 'employee_range') }} as employee_range,
    {% for name in ['last_funding_date', 'last_leadership_hiring_date', 'founded_date'] -%}
    {{ date_columns(object, name) }},
    {% endfor -%}
    {% for name in [
        'last_funding_type', 'last_funding_amount', 'last_equity_funding_type', 'estimated_revenue_range',
        'funding_status', 'total_funding_amount', 'total_equity_funding_amount', 'operating_status'
    ] -%}
    {{ text_of(object, name) }} as {{ name }},
    {% endfor -%}
    {{ function('normalize_company_linkedin_url') }}({{ text_of(object, 'company_linkedin_url') }})
        as company_linkedin_url
{%- endmacro %}
