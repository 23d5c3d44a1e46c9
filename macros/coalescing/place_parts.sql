{% macro place_parts(attributes) -%}
    {#- Query: city, state and country that a record offers (`attributes`, as attribute_offers takes them), each in one line;
        a word for nothing is none. `offset 0`: each is read once, however many offers it is part of. -#}
    select
        {%- for part in ['city', 'state', 'country'] %}
        case
            when not {{ is_no_offer("'" ~ part ~ "'", attributes[part]) }} then {{ function('clean_line') }}({{ attributes[part] }})
        end as {{ part }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (select 1) as once
    offset 0
{%- endmacro %}
