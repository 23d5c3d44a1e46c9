{% macro domain_problem(sent='key_text', what='company_domain') -%}
    {#- Why a record that is known by its company's domain goes no further: its body cannot be read (`problem`), no domain
        was sent or it cannot be read, or many companies share it (`junk_kind`). Null when it is good. -#}
    coalesce(
        problem,
        {{ key_problem('company_domain', sent, what) }},
        case when junk_kind is not null then 'shared_domain' end
    )
{%- endmacro %}
