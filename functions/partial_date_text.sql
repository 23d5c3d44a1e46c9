declare
    cleaned text := lower(btrim(left(value, 400), {{ white_space_characters() }}));
    shape text := translate(cleaned, '123456789', '000000000');
    instant timestamp;
begin
    if length(cleaned) > 100 then
        return null;
    end if;
    if shape like '0000-00-00%' and (
        length(shape) = 10 or substr(shape, 11, 6) in ('t00:00', ' 00:00')
    ) then
        return {{ function('partial_date_check') }}(
            left(cleaned, 4)::int, substr(cleaned, 6, 2)::int, substr(cleaned, 9, 2)::int
        );
    elsif shape = '0000-00' then
        return {{ function('partial_date_check') }}(left(cleaned, 4)::int, right(cleaned, 2)::int, null);
    elsif shape = '0000' then
        return {{ function('partial_date_check') }}(cleaned::int, null, null);
    elsif shape not like '%0%' then
        return null;
    elsif shape = '00000000' then
        return {{ function('partial_date_check') }}(
            left(cleaned, 4)::int, substr(cleaned, 5, 2)::int, right(cleaned, 2)::int
        );
    elsif shape like '/date%' or shape like '000000000%' then
        instant := to_timestamp({{ function('epoch_seconds') }}(cleaned)::float8) at time zone 'UTC';
        return {{ function('partial_date_check') }}(
            extract(year from instant)::int, extract(month from instant)::int, extract(day from instant)::int
        );
    elsif shape like '0000年%' then
        shape := regexp_replace(cleaned, '^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$', '\1-\2-\3');
        return {{ function('partial_date_of_numbers') }}(rtrim(shape, '-'));
    end if;
    -- A range gives its first part; a time of day behind the date goes.
    cleaned := regexp_replace(cleaned, '\s*(?:\s[-–—]\s|[–—·]|-(?=[a-z]{3,}$)|\s(?:to|until|through|at)\s).*$', '');
    cleaned := regexp_replace(cleaned, '(?:,?\s+|(?<=\d)t)\d{1,2}:\d{2}.*$', '');
    if cleaned ~ '[a-z]' then
        return {{ function('partial_date_of_words') }}(cleaned);
    elsif cleaned ~ '^\d{4}$' then
        return {{ function('partial_date_check') }}(cleaned::int, null, null);
    end if;
    return {{ function('partial_date_of_numbers') }}(cleaned);
end
