{% macro unpacked(payload) -%}
    {#- A stored body as it is, unpacked: what TOAST has compressed is otherwise unpacked for every key that is read.
        `||` with nothing gives back the unpacked object; it would do more to what is no object. To be fenced with
        `offset 0`, so that it happens once; sqlfluff wants `limit all` before it in a query without FROM. -#}
    case when jsonb_typeof({{ payload }}) = 'object' then {{ payload }} || '{}'::jsonb else {{ payload }} end
{%- endmacro %}
