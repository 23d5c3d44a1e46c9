{% macro without_placeholders(object) -%}
    {#- A row of a spreadsheet without its cells that say by a sign or a word that they are empty: '—', 'N/A'. -#}
    ({{ object }} - array(
        select sent.name
        from jsonb_each_text({{ object }}) as sent (name, value)
        where lower(btrim(sent.value)) in (
            select word.raw_value from {{ ref('non_values') }} as word
            where word.meaning in ('placeholder', 'not applicable')
        )
    ))
{%- endmacro %}
