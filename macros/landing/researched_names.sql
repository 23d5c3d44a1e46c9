{% macro researched_names(doc) -%}
    {#- Customers that research names in text: a list of texts (as the text of one), else its result, or what stands in place
        of the list. A text among objects is no name. -#}
    {%- set listed = function('json_entries') ~ "(" ~ doc ~ " -> 'customers')" -%}
    coalesce(
        case
            when not jsonb_path_exists({{ listed }}, '$[*] ? (@.type() == "object")')
                then nullif(jsonb_path_query_array({{ listed }}, '$[*] ? (@.type() == "string")'), '[]')::text
        end,
        {{ names_text(doc, 'result') }},
        case when {{ listed }} = '[]'::jsonb then {{ text_of(doc, 'customers') }} end
    )
{%- endmacro %}
