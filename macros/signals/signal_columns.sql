{% macro signal_columns() -%}
    {#- What every Clay signal says of itself: in the event (`doc`), or flat beside it (`body`). -#}
    case
        when {{ signal_confidence() }} between 0 and 100 then {{ signal_confidence() }}
    end as confidence,
    {{ function('text_list') }}(doc -> 'reducedConfidenceReasons') as reduced_confidence_reasons,
    {{ function('parse_boolean') }}({{ text_of('doc', 'isInitialCheck') }}) as is_initial_check,
    {{ function('parse_boolean') }}({{ text_of('body', 'started_within_threshold') }}) as started_within_threshold,
    {{ function('parse_integer') }}({{ text_of('body', 'lookback_threshold_days') }}) as lookback_threshold_days,
    {{ text_of('body', 'signal_slug') }} as signal_slug,
    {{ function('json_text') }}({{ function('json_at') }}(doc, array['origin.tableId'])) as origin_table_id,
    {{ function('json_text') }}({{ function('json_at') }}(doc, array['origin.recordId'])) as origin_record_id,
    {{ text_of('body', 'clay_table_url') }} as clay_table_url
{%- endmacro %}
