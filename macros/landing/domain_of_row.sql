{% macro domain_of_row(key_text, row) -%}
    {#- Select-list: `sent_domain` of a company, of its key as sent, else of what its row (jsonb) names as domain or website,
        since tables send a key that is empty or no domain; `domain_text` what was sent. -#}
    coalesce(
        {{ site_domain(key_text) }},
        {{ site_domain(text_of(row, 'domain')) }},
        {{ site_domain(text_of(row, 'website')) }}
    ) as sent_domain,
    coalesce({{ key_text }}, {{ first_text_of(row, ['domain', 'website']) }}) as domain_text
{%- endmacro %}
