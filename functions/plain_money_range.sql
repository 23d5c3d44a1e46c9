-- '$25M - $50M', '0-500K', '$250M+': the usual forms, without a regular expression.
declare
    cleaned text := upper(translate(left(value, 60), '$ ', ''));
    low text := split_part(rtrim(cleaned, '+'), '-', 1);
    high text := split_part(cleaned, '-', 2);
    low_digits text := rtrim(low, 'KMBT');
    high_digits text := rtrim(high, 'KMBT');
    low_amount numeric;
    high_amount numeric;
    parted text := case
        when high <> '' then low || '-' || high when cleaned like '%+' then low || '+' else low
    end;
begin
    if translate(low_digits || high_digits, '0123456789', '') <> ''
        or cleaned <> parted
        or length(low_digits) not between 1 and 15 or length(low) - length(low_digits) > 1
        or length(high_digits) > 15 or length(high) - length(high_digits) > 1
        -- '10-25M' is not plain, and neither is '-M'.
        or high <> '' and (high_digits = '' or low <> '0' and low = low_digits and high <> high_digits)
        or length(value) > 60
    then
        return null;
    end if;
    low_amount := low_digits::numeric
        * {{ function('money_magnitude') }}(lower(substr(low, length(low_digits) + 1)));
    if high = '' then
        return array[low_amount, case when cleaned not like '%+' then low_amount end];
    end if;
    high_amount := high_digits::numeric
        * {{ function('money_magnitude') }}(lower(substr(high, length(high_digits) + 1)));
    return case when low_amount <= high_amount then array[low_amount, high_amount] end;
end
