{% macro run_status(coalesced_at, extracted_at, waiting_at, newest_outcome) -%}
    {#- Status of a run: what it has reached. While it has reached nothing, a body that waits for the build counts, then what
        came of the newest one. -#}
    case
        when {{ coalesced_at }} is not null then 'coalesced'
        when {{ extracted_at }} is not null then 'extracted'
        when {{ waiting_at }} is not null then 'landed'
        else {{ newest_outcome }}
    end
{%- endmacro %}
