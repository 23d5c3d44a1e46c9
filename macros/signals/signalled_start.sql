{% macro signalled_start(sent) -%}
    {#- When the job of a signal (`job`) began, as text: as the caller wrote it out (`sent`, whose first date is `flat_start`),
        else as the job says. Of a list of dates none is known to be that of the job, so the job goes first. -#}
    {%- set of_job = function('stated_date') ~ "(job -> 'start_date')" -%}
    coalesce(
        case
            when (
                jsonb_array_length({{ function('json_array') }}({{ sent }})) > 1
                or {{ function('json_text') }}({{ sent }}) <> flat_start
            ) and {{ function('partial_date_precision') }}({{ of_job }}) is not null
                then {{ of_job }}
        end,
        case when {{ function('partial_date_precision') }}(flat_start) is not null then flat_start end,
        {{ of_job }},
        flat_start
    )
{%- endmacro %}
