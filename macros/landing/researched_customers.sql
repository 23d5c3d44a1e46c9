{% macro researched_customers(doc) -%}
    {#- Customers that research lists as objects or texts. A list of one may stand in place of the answer, and is then
        opened as one customer. -#}
    case
        when not {{ doc }} ?| array['customers', 'result', 'origin_company_domain']
            and {{ customer_said(doc) }} is not null
            then '[]'::jsonb || {{ doc }}
        else {{ function('json_entries') }}({{ doc }} -> 'customers')
    end
{%- endmacro %}
