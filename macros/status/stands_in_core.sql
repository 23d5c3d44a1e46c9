{% macro stands_in_core(delivery, company, person) -%}
    {#- Predicate: the entity of a delivery (a row of reference.enrichment_deliveries) stands in the table of core that its
        kind of record feeds, under the delivery's key, or under the domain or address that its key stands for. One look
        by index for each delivery. -#}
    case {{ delivery }}.record_kind
    {%- for kind, subject in run_subjects().items() if subject.core %}
        when '{{ kind }}' then
        {%- if subject.core == 'events' %}
            exists (
                select 1
                from {{ ref('extracted__signal_events') }} as report
                inner join {{ ref('core__signals') }} as event on report.event_group = event.event_group
                where report.entity_key = {{ delivery }}.landed_key and report.record_id = {{ delivery }}.record_id
            )
        {%- else %}
            {%- set names = [delivery ~ '.core_key'] -%}
            {%- if subject.get('follows') in ('company', 'both') -%}{%- do names.append(company) -%}{%- endif -%}
            {%- if subject.get('follows') in ('person', 'both') -%}{%- do names.append(person) -%}{%- endif -%}
            {%- for place in subject.core %}
            {{ 'or ' if not loop.first }}exists (
                select 1 from {{ ref(place.split('.')[0]) }} as known
                where known.{{ place.split('.')[1] }} in ({{ names | join(', ') }})
            )
            {%- endfor %}
        {%- endif %}
    {%- endfor %}
        else false
    end
{%- endmacro %}
