{% macro observed_at(provider_time, received_at) -%}
    {#- When the provider saw what it says: its own time, unless that lies more than a year after the receipt (a broken
        clock must not win for ever); else the receipt. -#}
    case
        when {{ provider_time }} <= {{ received_at }} + interval '366 days' then {{ provider_time }}
        else {{ received_at }}
    end
{%- endmacro %}
