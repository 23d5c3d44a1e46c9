declare
    cleaned text;
    shape text;
    words text;
    instant timestamp;
begin
    if length(value) = 10
        and translate(value, '123456789', '000000000') = '0000-00-00'
        and value collate "C" between '1900' and '2100-99'
        and substr(value, 6, 2) collate "C" between '01' and '12'
        and right(value, 2) collate "C" between '01' and '28'
    then
        return value;
    end if;
    cleaned := lower(btrim(left(value, 400), {{ white_space_characters() }}));
    -- Browsers write the time of a locale with a narrow space ('7:42 PM').
    if octet_length(cleaned) <> length(cleaned) then
        cleaned := {{ function('clean_line') }}(cleaned);
    end if;
    shape := translate(cleaned, '123456789', '000000000');
    if length(cleaned) > 100 or shape not like '%0%' then
        return null;
    elsif shape like '0000-00-00%' and (length(shape) = 10 or substr(shape, 11, 6) in ('t00:00', ' 00:00')) then
        return {{ function('partial_date_of_parts') }}(left(cleaned, 4), substr(cleaned, 6, 2), substr(cleaned, 9, 2));
    elsif shape = '0000-00' then
        return {{ function('partial_date_of_parts') }}(left(cleaned, 4), right(cleaned, 2), null);
    elsif shape = '0000' then
        return {{ function('partial_date_of_parts') }}(cleaned, null, null);
    elsif shape = '00000000' then
        return {{ function('partial_date_of_parts') }}(left(cleaned, 4), substr(cleaned, 5, 2), right(cleaned, 2));
    elsif shape like '/date%' or shape like '000000000%' then
        instant := to_timestamp({{ function('epoch_seconds') }}(cleaned)::float8) at time zone 'UTC';
        return {{ function('partial_date_of_parts') }}(
            to_char(instant, 'YYYY'), to_char(instant, 'MM'), to_char(instant, 'DD')
        );
    elsif shape like '0000年%' then
        shape := regexp_replace(cleaned, '^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$', '\1-\2-\3');
        return {{ function('partial_date_of_numbers') }}(rtrim(shape, '-'));
    end if;
    words := {{ function('partial_date_of_words') }}(cleaned);
    if words is not null then
        return words;
    end if;
    -- A range gives its first part; a time of day behind the date goes.
    cleaned := regexp_replace(
        cleaned, '\s*(?:\s[-–—]\s|[–—·]|-(?=[a-z]{3,}$)|\s(?:to|until|through|at)\s).*$', ''
    );
    cleaned := regexp_replace(cleaned, '(?:,?\s+|(?<=\d)t)\d{1,2}:\d{2}.*$', '');
    if cleaned ~ '^\d{4}$' then
        return {{ function('partial_date_of_parts') }}(cleaned, null, null);
    end if;
    return coalesce(
        {{ function('partial_date_of_words') }}(cleaned), {{ function('partial_date_of_numbers') }}(cleaned)
    );
end
