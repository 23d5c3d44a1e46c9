-- Built from its fields, so that no session setting (TimeZone, DateStyle) changes the answer.
declare
    cleaned text := upper(btrim(left(value, 200), {{ white_space_characters() }}));
    day_text text;
    time_text text;
    zone text;
    part text[];
begin
    if translate(cleaned, '123456789T', '000000000 ') like '0000-00-00 00:00:00%' then
        day_text := {{ function('partial_date_text') }}(left(cleaned, 10));
        time_text := substr(cleaned, 12, 8);
        zone := ltrim(substr(cleaned, 20), '.0123456789');
        if length(cleaned) - length(zone) > 19 then
            part := array[left(substr(cleaned, 20, length(cleaned) - length(zone) - 19), 7)];
        end if;
        if part[1] not like '._%' or translate(part[1], '0123456789', '') <> '.' then
            return null;
        end if;
        time_text := time_text || coalesce(part[1], '');
    else
        day_text := {{ function('partial_date_text') }}(cleaned);
        cleaned := {{ function('clean_line') }}(cleaned);
        if length(day_text) is distinct from 10 then
            return null;
        elsif cleaned not like '%:%' then
            return coalesce(
                to_timestamp({{ function('epoch_seconds') }}(cleaned)::float8),
                day_text::timestamp at time zone 'UTC'
            );
        end if;
        part := regexp_match(
            cleaned, '[^\d:](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d*)?)? *([AP]M)? *(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$'
        );
        if part is null or (part[4] is not null and part[1]::int not between 1 and 12) then
            return null;
        end if;
        time_text := lpad(
            case part[4]
                when 'PM' then part[1]::int % 12 + 12 when 'AM' then part[1]::int % 12 else part[1]::int
            end::text,
            2, '0'
        ) || ':' || part[2] || ':' || coalesce(part[3], '00');
        zone := coalesce(part[5], '');
    end if;
    zone := translate(ltrim(zone), ':', '');
    zone := case
        when zone in ('', 'Z', 'UTC', 'GMT') then '+0000' when length(zone) = 3 then zone || '00' else zone
    end;
    if length(day_text) is distinct from 10
        or left(time_text, 2) > '23' or substr(time_text, 4, 2) > '59' or substr(time_text, 7, 2) > '59'
        or translate(zone, '123456789-', '000000000+') <> '+0000' or substr(zone, 2, 2) > '15' or right(zone, 2) > '59'
    then
        return null;
    end if;
    return (
        (day_text || ' ' || time_text)::timestamp
        - (left(zone, 1) || '1')::int * make_interval(hours => substr(zone, 2, 2)::int, mins => right(zone, 2)::int)
    ) at time zone 'UTC';
end
