{% macro domain_problem(sent='key_text', what='company_domain') -%}
    {#- Why a record that is known by its company's domain goes no further: its body cannot be read (`problem`), no domain
        was sent or it cannot be read, or many companies share it (`junk_kind`). Null when it is good. -#}
    coalesce(
        problem,
        {{ shared_site_problem('company_domain', sent) }},
        {{ key_problem('company_domain', sent, what) }}
    )
{%- endmacro %}
