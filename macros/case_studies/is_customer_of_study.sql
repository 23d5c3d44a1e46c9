{% macro is_customer_of_study(listed, studied) -%}
    {#- Predicate: a list gives the customer the address of a case study that spells the customer otherwise. One page may
        show many customers, so that one name must be the other's beginning ('Acme', 'Acme Europe'). -#}
    {{ listed }}.origin_company_domain = {{ studied }}.origin_company_domain
    and {{ listed }}.case_study_url = {{ studied }}.case_study_url
    and {{ listed }}.customer_key <> {{ studied }}.customer_key
    and (
        ({{ listed }}.customer_name_key || ' ') like ({{ studied }}.customer_name_key || ' %')
        or ({{ studied }}.customer_name_key || ' ') like ({{ listed }}.customer_name_key || ' %')
    )
{%- endmacro %}
