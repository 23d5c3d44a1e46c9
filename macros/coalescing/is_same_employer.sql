{% macro is_same_employer(employer, other) -%}
    {#- Predicate: two employers (macro named_employer) are one company, by their domains, or by their names where a domain
        is missing. Who names none contradicts nobody. -#}
    case
        when {{ employer }} is null or {{ other }} is null or {{ employer }} = {{ other }} then true
        when {{ employer }} ? 'domain' and {{ other }} ? 'domain'
            then {{ employer }} ->> 'domain' = {{ other }} ->> 'domain'
        else coalesce({{ function('company_name_key') }}({{ employer }} ->> 'company')
            = {{ function('company_name_key') }}({{ other }} ->> 'company'), false)
    end
{%- endmacro %}
