{% macro customers_delivered_by(workflow_slug, columns, matched=false) -%}
    {#- Customers of one workflow under the column names that its table had (column of extracted.company_customers to name).
        `matched`: with the company that the name stands for, as far as it is certain. -#}
    select
        delivered.record_id,
        delivered.payload_id,
        delivered.workflow_slug,
        delivered.received_at,
        delivered.observed_at,
        delivered.origin_company_domain,
        delivered.origin_company_name,
        delivered.customer_order,
        {% for column, name in columns.items() -%}
        delivered.{{ column }} as {{ name }},
        {% endfor -%}
        {% if matched -%}
        coalesce(delivered.customer_domain, found.customer_domain) as matched_domain,
        coalesce(delivered.customer_linkedin_url, known.value) as matched_linkedin_url,
        {% endif -%}
        delivered.case_study_url,
        delivered.has_case_study,
        delivered.confidence
    from {{ ref('extracted__company_customers') }} as delivered
    {% if matched -%}
    left join {{ ref('extracted__customer_name_matches') }} as found on delivered.customer_key = found.customer_key
    left join {{ ref('extracted__company_attributes') }} as known
        on coalesce(delivered.customer_domain, found.customer_domain) = known.company_domain
        and known.attribute = 'linkedin_url' and known.source_kind = 'company_discovery'
    {% endif -%}
    where delivered.workflow_slug = '{{ workflow_slug }}'
{%- endmacro %}
