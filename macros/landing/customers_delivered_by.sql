{% macro customers_delivered_by(workflow_slug, columns) -%}
    {#- Customers of one workflow under the column names that its table had (column of extracted.company_customers to name). -#}
    select
        record_id,
        payload_id,
        workflow_slug,
        received_at,
        observed_at,
        origin_company_domain,
        origin_company_name,
        customer_order,
        {% for column, name in columns.items() -%}
        {{ column }} as {{ name }},
        {% endfor -%}
        case_study_url,
        has_case_study,
        confidence
    from {{ ref('extracted__company_customers') }}
    where workflow_slug = '{{ workflow_slug }}'
{%- endmacro %}
