{% macro is_fresh(run, registry) -%}
    {#- Whether a run is younger than the registry expects, by the newest body that serves: a good one, one that waits, or a
        request. Null when nothing is expected. -#}
    case
        when {{ registry }}.expected_freshness_hours is not null then coalesce(
            greatest(
                {{ run }}.extracted_at, {{ run }}.waiting_at,
                case when {{ run }}.status = 'requested' then {{ run }}.last_landed_at end
            ) >= now() - {{ registry }}.expected_freshness_hours * interval '1 hour', false
        )
    end
{%- endmacro %}
