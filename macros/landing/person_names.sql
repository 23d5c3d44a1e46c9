{% macro person_names() -%}
    {#- The names of a person (rule N6), out of the columns first_name, last_name and sent_name, the full name as sent:
        first and last name make the full one; where neither came, the full one is split into them. A name of which its
        provider hides a part is none. -#}
    {%- set first, last, sent = unmasked('first_name'), unmasked('last_name'), unmasked('sent_name') -%}
    case when {{ last }} is null then coalesce({{ first }}, {{ name_part(sent, 'first') }}) else {{ first }} end
        as first_name,
    case when {{ first }} is null then coalesce({{ last }}, {{ name_part(sent, 'last') }}) else {{ last }} end
        as last_name,
    coalesce({{ first }} || ' ' || {{ last }}, {{ sent }}) as full_name
{%- endmacro %}
