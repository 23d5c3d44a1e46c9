{% macro observed_changes(pairs) -%}
    {#- Changes between two sightings of a person by one kind of source (see sighted_pairs): another employer is a
        departure and a hire, another title at the same employer a promotion. Employers differ when nothing that both
        sightings name is the same: of a company that has moved to another domain, the name stays. A start of the job
        that the later sighting gives dates a hire; it dates a promotion when it is no older than the sighting before. -#}
    select
        pair.linkedin_url,
        change.event_kind,
        {{ function('stable_uuid') }}(concat_ws('|', change.event_kind, pair.source_kind, pair.record_id)) as member_id,
        case when change.is_left then pair.was_company_domain else pair.company_domain end as company_domain,
        case when change.is_left then pair.was_company_name else pair.company_name end as company_name,
        case when change.is_left then pair.was_title else pair.title end as title,
        case when change.event_kind = 'promotion' then pair.was_title end as previous_title,
        (pair.was_observed_at at time zone 'UTC')::date as seen_before_on,
        (pair.observed_at at time zone 'UTC')::date as seen_after_on,
        case when change.takes_start then pair.start_date end as start_date,
        case when change.takes_start then pair.start_date_precision end as start_date_precision,
        pair.record_id,
        pair.workflow_slug,
        pair.received_at,
        pair.observed_at
    from (
        select
            pairs.*,
            (company_domain = was_company_domain) is not true
            and ({{ function('company_name_key') }}(company_name)
                = {{ function('company_name_key') }}(was_company_name)) is not true
            and (company_domain <> was_company_domain or company_name <> was_company_name) as is_elsewhere,
            {{ function('lookup_key') }}(title) <> {{ function('lookup_key') }}(was_title) as is_retitled,
            (start_date <= (observed_at at time zone 'UTC')::date) is true as is_started
        from {{ pairs }} as pairs
        where
            was_observed_at < observed_at
            and (company_domain, company_name, title) is distinct from (was_company_domain, was_company_name, was_title)
    ) as pair
    cross join lateral (
        values
        ('departure', pair.is_elsewhere, true, false),
        ('hire', pair.is_elsewhere, false, pair.is_started),
        (
            'promotion', not pair.is_elsewhere and pair.is_retitled, false,
            pair.is_started and pair.start_date >= (pair.was_observed_at at time zone 'UTC')::date - 31
        )
    ) as change (event_kind, happened, is_left, takes_start)
    where change.happened
{%- endmacro %}
