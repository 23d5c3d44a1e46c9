{% macro person_names() -%}
    {#- The names of a person (rule N6), out of the columns first_name, last_name and sent_name, the full name as sent:
        first and last name make the full one; where neither came, the full one is split into them. -#}
    case when last_name is null then coalesce(first_name, {{ name_part('sent_name', 'first') }}) else first_name end
        as first_name,
    case when first_name is null then coalesce(last_name, {{ name_part('sent_name', 'last') }}) else last_name end
        as last_name,
    coalesce(first_name || ' ' || last_name, sent_name) as full_name
{%- endmacro %}
