-- Built from its fields, so that no session setting (TimeZone, DateStyle) changes the answer.
declare
    cleaned text := upper(btrim(left(value, 400), {{ white_space_characters() }}));
    day_text text := {{ function('partial_date_text') }}(cleaned);
    epoch numeric;
    part text[];
    hours int;
    sign text;
begin
    if length(day_text) is distinct from 10 then
        return null;
    end if;
    if cleaned ~ '^[\d/]' and cleaned !~ '^\d{1,4}[-/.]' then
        epoch := {{ function('epoch_seconds') }}(cleaned);
        if epoch is not null then
            return to_timestamp(epoch::float8);
        end if;
    end if;
    part := regexp_match(
        cleaned,
        '(?:^|[^\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*([AP]M)?\s*(?:Z|UTC|GMT)?(?:([+-])(\d{2}):?(\d{2})?)?$'
    );
    if part is null then
        return case when cleaned like '%:%' then null else day_text::timestamp at time zone 'UTC' end;
    end if;
    hours := part[1]::int;
    if part[5] is not null then
        if hours not between 1 and 12 then
            return null;
        end if;
        hours := hours % 12 + case when part[5] = 'PM' then 12 else 0 end;
    end if;
    if hours > 23 or part[2]::int > 59 or part[3]::int > 60 or part[7]::int > 15 or part[8]::int > 59 then
        return null;
    end if;
    sign := coalesce(part[6], '+');
    return (
        day_text::timestamp
        + make_interval(hours => hours, mins => part[2]::int)
        + make_interval(secs => (coalesce(part[3], '0') || '.' || coalesce(part[4], '0'))::float8)
        - (sign || '1')::int * make_interval(hours => coalesce(part[7]::int, 0), mins => coalesce(part[8]::int, 0))
    ) at time zone 'UTC';
end
